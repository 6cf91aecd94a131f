package io.wayfinder.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code wayfinder}. */
@Command(
        name = "wayfinder",
        versionProvider = Version.class,
        description = "Finds peers with discv5 and hands them to a blockchain client.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  wayfinder devnet                        a network of 50 nodes on this machine, to try things on",
            "  wayfinder run --network hoodi           a sidecar that finds peers, with JSON-RPC on port 8555",
            "  wayfinder peers --filter client=Geth    the peers that it has found",
            "",
            "'wayfinder COMMAND --help' tells more of each."
        })
public final class Wayfinder implements Callable<Integer> {

    private static final Map<String, Function<Console, Object>> COMMANDS = commands();

    private final Console console;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    boolean version;

    private Wayfinder(Console console) {
        this.console = console;
    }

    public static void main(String[] arguments) {
        System.exit(execute(Console.system(), arguments));
    }

    /** Runs a command and returns its exit code. */
    static int execute(Console console, String... arguments) {
        try {
            return commandLine(console, Settings.of(arguments, console.environment()), wanted(arguments))
                    .execute(arguments);
        } catch (Failure | LinkageError | StackOverflowError e) {
            return tell(console, e, debug(arguments));
        }
    }

    /** The whole program, for {@code completion}. */
    static CommandLine commandLine(Console console) {
        return commandLine(console, Settings.of(new String[0], Map.of()), Optional.empty());
    }

    @Override
    public Integer call() {
        commandLine(console).usage(console.err());
        console.note("name a command");
        return ExitCode.BAD_INPUT;
    }

    private static Map<String, Function<Console, Object>> commands() {
        Map<String, Function<Console, Object>> commands = new LinkedHashMap<>();
        commands.put("run", RunCommand::new);
        commands.put("devnet", DevnetCommand::new);
        commands.put("peers", PeersCommand::new);
        commands.put("ping", PingCommand::new);
        commands.put("findnode", FindnodeCommand::new);
        commands.put("talk", TalkCommand::new);
        commands.put("lookup", LookupCommand::new);
        commands.put("resolve", ResolveCommand::new);
        commands.put("crawl", CrawlCommand::new);
        commands.put("bootnodes", BootnodesCommand::new);
        commands.put("conformance", ConformanceCommand::new);
        commands.put("simulate", SimulateCommand::create);
        commands.put("enr", EnrCommand::withSubcommands);
        commands.put("key", KeyCommand::withSubcommands);
        commands.put("completion", CompletionCommand::new);
        return commands;
    }

    /** Reading the annotations of all commands takes longer than most commands: only the one asked for is loaded, where one is. */
    private static Optional<String> wanted(String[] arguments) {
        return arguments.length > 0 && COMMANDS.containsKey(arguments[0])
                ? Optional.of(arguments[0])
                : Optional.empty();
    }

    private static CommandLine commandLine(Console console, Settings settings, Optional<String> only) {
        CommandLine line = new CommandLine(new Wayfinder(console));
        COMMANDS.forEach((name, factory) -> {
            if (only.isEmpty() || only.get().equals(name)) {
                line.addSubcommand(name, factory.apply(console));
            }
        });
        return line.setDefaultValueProvider(settings)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setUsageHelpWidth(110)
                .setUsageHelpLongOptionsMaxWidth(30)
                .setOut(writer(console.out()))
                .setErr(writer(console.err()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        console.outIsTerminal() && console.colours()
                                ? CommandLine.Help.Ansi.ON
                                : CommandLine.Help.Ansi.OFF))
                .registerConverter(Duration.class, Durations::parse)
                .setExecutionStrategy(parsed -> {
                    configureLogging(parsed, console);
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setParameterExceptionHandler((e, given) -> tellUsage(console, settings, e, given))
                .setExecutionExceptionHandler((e, command, parsed) -> tell(console, e, debug(parsed)));
    }

    private static void configureLogging(ParseResult parsed, Console console) {
        CommandSpec command = leaf(parsed).commandSpec();
        command.mixins().values().stream()
                .map(CommandSpec::userObject)
                .filter(CommonOptions.class::isInstance)
                .map(CommonOptions.class::cast)
                .forEach(common -> common.configureLogging(CommonOptions.LogLevel.WARN, console.err()));
    }

    private static ParseResult leaf(ParseResult parsed) {
        ParseResult at = parsed;
        while (at.hasSubcommand()) {
            at = at.subcommand();
        }
        return at;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    private static int tellUsage(Console console, Settings settings, ParameterException e, String[] arguments) {
        String line = Failure.messageOf(e);
        Optional<String> unknown = e instanceof MissingParameterException
                ? unknownFlag(e.getCommandLine().getCommandSpec(), arguments)
                : Optional.empty();
        if (unknown.isPresent()) {
            // What is missing may only be misspelt.
            line = "Unknown option: '" + unknown.get() + "'";
        } else if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            line += " (did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?)";
        }
        if (e.getArgSpec() instanceof OptionSpec option && option.typedValues().isEmpty()) {
            line += settings.find(option)
                    .map(found -> " (from the " + found.source() + ")")
                    .orElse("");
        }
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        console.note(line + "; see '" + command + " --help'");
        if (e.getCommandLine().getParseResult() != null
                && debug(e.getCommandLine().getParseResult())) {
            e.printStackTrace(console.err());
        }
        return ExitCode.BAD_INPUT;
    }

    private static Optional<String> unknownFlag(CommandSpec command, String[] arguments) {
        return Arrays.stream(arguments)
                .takeWhile(argument -> !argument.equals("--"))
                .filter(argument -> argument.startsWith("--"))
                .map(argument -> argument.split("=", 2)[0])
                .filter(flag -> command.findOption(flag) == null)
                .findFirst();
    }

    private static int tell(Console console, Throwable e, boolean debug) {
        if (debug) {
            e.printStackTrace(console.err());
        }
        if (e instanceof Failure failure) {
            console.note(Failure.messageOf(failure));
            return failure.exitCode();
        }
        console.note("this is a mistake in wayfinder itself: " + e.getClass().getSimpleName() + ", "
                + Failure.messageOf(e) + (debug ? "" : "; --debug shows where"));
        return ExitCode.NETWORK;
    }

    private static boolean debug(@Nullable ParseResult parsed) {
        OptionSpec option = parsed == null ? null : leaf(parsed).commandSpec().findOption("--debug");
        return option != null && Boolean.TRUE.equals(option.getValue());
    }

    private static boolean debug(String[] arguments) {
        return Arrays.asList(arguments).contains("--debug");
    }
}
