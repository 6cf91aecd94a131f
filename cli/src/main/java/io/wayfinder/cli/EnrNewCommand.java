package io.wayfinder.cli;

import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.enr.NodeRecord;
import io.wayfinder.enr.NodeRecordBuilder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "new",
        description = "Make a record and sign it with a key.",
        footer = {
            "",
            "Examples:",
            "  wayfinder enr new --key-file node.key --ip 192.0.2.1 --udp 30303 --tcp 30303",
            "  wayfinder enr new --key-file node.key --entry eth2=0xd31f6191030000000b00000000000000 --json",
            "",
            "Unless --seq says otherwise the sequence number is the time in milliseconds, so that later records win."
        })
final class EnrNewCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    final CommonOptions common = new CommonOptions();

    @Option(
            names = "--key-file",
            required = true,
            paramLabel = "FILE",
            description = "The key to sign with, in any form that 'key show' reads.")
    private Path keyFile = Path.of("");

    @Option(names = "--seq", paramLabel = "NUMBER", description = "The sequence number.")
    private @Nullable String seq;

    @Mixin
    private final RecordOptions options = new RecordOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    EnrNewCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        NodeRecordBuilder builder =
                new NodeRecordBuilder().seq(seq == null ? System.currentTimeMillis() : Sequence.parse(seq));
        options.apply(builder);
        NodeRecord record = Sequence.sign(builder, KeyFile.readOrStdin(console, keyFile), Secp256k1.provider());
        Fields.print(console.out(), json, RecordFields.full(record));
        return ExitCode.DONE;
    }
}
