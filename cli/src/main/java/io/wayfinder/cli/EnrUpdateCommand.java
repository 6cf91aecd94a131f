package io.wayfinder.cli;

import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.enr.NodeRecord;
import io.wayfinder.enr.NodeRecordBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "update",
        description = "Change entries of a record and sign it again, under a higher sequence number.",
        footer = {
            "",
            "Examples:",
            "  wayfinder enr update enr:-IS4... --key-file node.key --ip 192.0.2.7",
            "  wayfinder enr update enr:-IS4... --key-file node.key --entry client=text:x --remove tcp --seq 12"
        })
final class EnrUpdateCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    final CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "ENR", description = "The record, a file holding it, or - for stdin.")
    private String record = "";

    @Option(
            names = "--key-file",
            required = true,
            paramLabel = "FILE",
            description = "The key of the record, in any form that 'key show' reads.")
    private Path keyFile = Path.of("");

    @Option(
            names = "--seq",
            paramLabel = "NUMBER",
            description = "The sequence number (default: one more than the record's).")
    private @Nullable String seq;

    @Option(names = "--remove", split = ",", paramLabel = "KEY", description = "Leave this entry out. Repeatable.")
    private List<String> removed = new ArrayList<>();

    @Mixin
    private final RecordOptions options = new RecordOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    EnrUpdateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Secp256k1 curve = Secp256k1.provider();
        List<String> texts = ContactArgument.records(console, List.of(record));
        if (texts.size() != 1) {
            throw Failure.badInput("'" + record + "' holds " + texts.size() + " records: give one");
        }
        NodeRecord old = ContactArgument.record(texts.getFirst(), curve);
        SecretKey key = KeyFile.read(keyFile);
        if (!curve.publicKey(key).equals(old.publicKey())) {
            throw Failure.badInput(keyFile + " is not the key of this record: it would be another node's");
        }
        long next = seq == null ? old.seq() + 1 : Sequence.parse(seq);
        if (Long.compareUnsigned(next, old.seq()) <= 0) {
            throw Failure.badInput("the sequence number must be above the record's " + Long.toUnsignedString(old.seq())
                    + ", or nobody will take the new record");
        }
        NodeRecordBuilder builder = NodeRecordBuilder.from(old).seq(next);
        removed.forEach(builder::remove);
        options.apply(builder);
        Fields.print(console.out(), json, RecordFields.full(Sequence.sign(builder, key, curve)));
        return ExitCode.DONE;
    }
}
