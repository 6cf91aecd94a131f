package io.wayfinder.cli;

import io.vertx.core.json.JsonObject;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.enr.DecodedRecord;
import io.wayfinder.enr.EnrText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "decode",
        description = "Show what records say: known entries by their meaning, unknown ones in hex.",
        footer = {
            "",
            "Examples:",
            "  wayfinder enr decode enr:-IS4QHCYrYZbAKWCBRlAy5zzaDZXJBGkcnh4MHcBFZntXNFrdvJjX04jRzjz...",
            "  wayfinder enr decode records.txt --json",
            "  wayfinder bootnodes --network hoodi --json | jq -r '.enr // empty' | wayfinder enr decode -"
        })
final class EnrDecodeCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    final CommonOptions common = new CommonOptions();

    @Parameters(
            arity = "1..*",
            paramLabel = "ENR",
            description = "Records, files holding them (one a line), or - for stdin.")
    private List<String> records = new ArrayList<>();

    @Option(names = "--json", description = "Print JSON, one object a record.")
    private boolean json;

    private boolean printed;

    EnrDecodeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Secp256k1 curve = Secp256k1.provider();
        int code = ExitCode.DONE;
        for (String text : ContactArgument.records(console, records)) {
            switch (EnrText.decode(text, curve)) {
                case DecodedRecord.Valid valid -> print(RecordFields.full(valid.record()));
                case DecodedRecord.UnknownScheme unknown -> print(RecordFields.full(unknown.record()));
                case DecodedRecord.Rejected rejected -> {
                    console.note("bad ENR " + ContactArgument.shortened(text) + ": " + rejected.detail());
                    code = ExitCode.BAD_INPUT;
                }
            }
        }
        return code;
    }

    private void print(JsonObject fields) {
        if (!json && printed) {
            console.out().println();
        }
        printed = true;
        Fields.print(console.out(), json, fields);
    }
}
