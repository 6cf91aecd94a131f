package io.wayfinder.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Show the node ID and the public key of a key file of any client.",
        footer = {
            "",
            "Examples:",
            "  wayfinder key show node.key",
            "  wayfinder key show ~/.lighthouse/mainnet/beacon/network/key --json",
            "  wayfinder key show node.key --reveal"
        })
final class KeyShowCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    final CommonOptions common = new CommonOptions();

    @Parameters(
            paramLabel = "FILE",
            description =
                    "Hex as geth's nodekey and Besu's key, 32 raw bytes, or the libp2p protobuf form; - for stdin.")
    private Path file = Path.of("");

    @Option(names = "--reveal", description = "Show the secret key.")
    private boolean reveal;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    KeyShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        KeyCommand.print(console, json, file.toString(), KeyFile.readOrStdin(console, file), reveal);
        return ExitCode.DONE;
    }
}
