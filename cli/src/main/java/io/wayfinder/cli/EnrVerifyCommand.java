package io.wayfinder.cli;

import io.vertx.core.json.JsonObject;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.enr.DecodedRecord;
import io.wayfinder.enr.EnrText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        description = "Check that records are well-formed and signed by the key in them. Ends with 2 when one is not.",
        footer = {
            "",
            "Examples:",
            "  wayfinder enr verify enr:-IS4QHCYrYZbAKWCBRlAy5zzaDZXJBGkcnh4MHcBFZntXNFrdvJjX04jRzjz...",
            "  wayfinder enr verify - --json < records.txt"
        })
final class EnrVerifyCommand implements Callable<Integer> {

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

    EnrVerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Secp256k1 curve = Secp256k1.provider();
        int code = ExitCode.DONE;
        for (String text : ContactArgument.records(console, records)) {
            boolean valid = switch (EnrText.decode(text, curve)) {
                case DecodedRecord.Valid ok ->
                    tell(true, text, ok.record().nodeId().bytes().toHexString(), "");
                case DecodedRecord.UnknownScheme unknown ->
                    tell(
                            false,
                            text,
                            "unknown_scheme",
                            "well-formed, but of the identity scheme \""
                                    + unknown.record().scheme() + "\": only \"v4\" can be verified");
                case DecodedRecord.Rejected rejected ->
                    tell(false, text, rejected.reason().name().toLowerCase(Locale.ROOT), rejected.detail());
            };
            code = valid ? code : ExitCode.BAD_INPUT;
        }
        return code;
    }

    private boolean tell(boolean valid, String text, String what, String detail) {
        if (json) {
            JsonObject line = new JsonObject().put("valid", valid).put("enr", text);
            console.out()
                    .println((valid
                                    ? line.put("nodeId", what)
                                    : line.put("reason", what).put("detail", detail))
                            .encode());
        } else if (valid) {
            console.out().println("valid  " + what);
        }
        if (!valid) {
            console.note("bad ENR " + ContactArgument.shortened(text) + ": " + detail);
        }
        return valid;
    }
}
