package io.wayfinder.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;

@Command(
        name = "completion",
        description = "Print the script that makes a shell complete commands and flags.",
        footer = {
            "",
            "Examples:",
            "  source <(wayfinder completion bash)",
            "  source <(wayfinder completion zsh)",
            "  wayfinder completion fish > ~/.config/fish/completions/wayfinder.fish"
        })
final class CompletionCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    final CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    private @Nullable Shell shell;

    enum Shell {
        BASH,
        ZSH,
        FISH
    }

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CommandLine program = Wayfinder.commandLine(console);
        // One script serves both: in zsh it first loads bashcompinit.
        console.out().print(shell == Shell.FISH ? fish(program) : AutoComplete.bash("wayfinder", program));
        console.out().flush();
        return ExitCode.DONE;
    }

    private static String fish(CommandLine program) {
        List<String> lines = new ArrayList<>();
        lines.add("# wayfinder completion for fish");
        lines.add("complete -c wayfinder -f");
        describe(program, "__fish_use_subcommand", lines);
        program.getSubcommands().forEach((name, command) -> {
            String seen = "__fish_seen_subcommand_from " + name;
            if (command.getSubcommands().isEmpty()) {
                describe(command, seen, lines);
                return;
            }
            String inner = String.join(" ", command.getSubcommands().keySet());
            describe(command, seen + "; and not __fish_seen_subcommand_from " + inner, lines);
            command.getSubcommands()
                    .forEach((sub, line) -> describe(line, seen + "; and __fish_seen_subcommand_from " + sub, lines));
        });
        return String.join("\n", lines) + "\n";
    }

    private static void describe(CommandLine line, String condition, List<String> lines) {
        CommandSpec spec = line.getCommandSpec();
        line.getSubcommands()
                .forEach((name, sub) -> lines.add("complete -c wayfinder -n '" + condition + "' -a " + name + " -d "
                        + quoted(sub.getCommandSpec().usageMessage().description())));
        for (OptionSpec option : spec.options()) {
            String takesValue = option.arity().max() > 0 ? " -r" : "";
            lines.add("complete -c wayfinder -n '" + condition + "' -l " + Settings.nameOf(option) + takesValue + " -d "
                    + quoted(option.description()));
        }
    }

    private static String quoted(String[] description) {
        String first = description.length == 0 ? "" : description[0];
        return "'" + first.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
