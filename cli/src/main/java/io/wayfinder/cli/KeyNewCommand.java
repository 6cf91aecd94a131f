package io.wayfinder.cli;

import io.wayfinder.crypto.SecretKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "new",
        description = "Make a key: 64 hex digits, as geth's nodekey and Besu's key. The file is readable by you alone.",
        footer = {"", "Examples:", "  wayfinder key new node.key", "  wayfinder key new node.key --force --json"})
final class KeyNewCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    final CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "FILE", description = "Where to write it.")
    private Path file = Path.of("");

    @Option(names = "--force", description = "Replace the file if there is one.")
    private boolean force;

    @Option(names = "--reveal", description = "Show the secret key.")
    private boolean reveal;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    KeyNewCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        SecretKey key = SecretKey.generate(new SecureRandom());
        KeyFile.write(file, key, force);
        KeyCommand.print(console, json, file.toString(), key, reveal);
        return ExitCode.DONE;
    }
}
