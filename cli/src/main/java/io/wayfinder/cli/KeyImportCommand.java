package io.wayfinder.cli;

import io.wayfinder.crypto.SecretKey;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description =
                "Copy a client's key into a file of its own, as 64 hex digits. The file is readable by you alone.",
        footer = {
            "",
            "Examples:",
            "  wayfinder key import ~/.lighthouse/mainnet/beacon/network/key node.key",
            "  pass show nodekey | wayfinder key import - node.key",
            "",
            "A key is never an argument: arguments can be read by every process of the machine."
        })
final class KeyImportCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    final CommonOptions common = new CommonOptions();

    @Parameters(
            index = "0",
            paramLabel = "FROM",
            description =
                    "Hex as geth's nodekey and Besu's key, 32 raw bytes, or the libp2p protobuf form; - for stdin.")
    private Path from = Path.of("");

    @Parameters(index = "1", paramLabel = "FILE", description = "Where to write it.")
    private Path file = Path.of("");

    @Option(names = "--force", description = "Replace the file if there is one.")
    private boolean force;

    @Option(names = "--reveal", description = "Show the secret key.")
    private boolean reveal;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    KeyImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        SecretKey key = KeyFile.readOrStdin(console, from);
        KeyFile.write(file, key, force);
        KeyCommand.print(console, json, file.toString(), key, reveal);
        return ExitCode.DONE;
    }
}
