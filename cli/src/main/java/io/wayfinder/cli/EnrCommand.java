package io.wayfinder.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "enr",
        synopsisSubcommandLabel = "COMMAND",
        description = "Decode, verify, make and re-sign node records (EIP-778).",
        footer = {
            "",
            "Examples:",
            "  wayfinder enr decode enr:-IS4QHCYrYZbAKWCBRlAy5zzaDZXJBGkcnh4MHcBFZntXNFrdvJjX04jRzjz...",
            "  wayfinder enr new --key-file node.key --ip 192.0.2.1 --udp 30303",
            "  wayfinder enr update enr:-IS4... --key-file node.key --entry tcp=uint:30303"
        })
final class EnrCommand implements Callable<Integer> {

    @Mixin
    final CommonOptions common = new CommonOptions();

    @Spec
    private @Nullable CommandSpec spec;

    static CommandLine withSubcommands(Console console) {
        return new CommandLine(new EnrCommand())
                .addSubcommand("decode", new EnrDecodeCommand(console))
                .addSubcommand("verify", new EnrVerifyCommand(console))
                .addSubcommand("new", new EnrNewCommand(console))
                .addSubcommand("update", new EnrUpdateCommand(console));
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "name one of decode, verify, new, update");
    }
}
