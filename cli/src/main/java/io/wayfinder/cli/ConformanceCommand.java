package io.wayfinder.cli;

import io.vertx.core.json.JsonObject;
import io.wayfinder.conformance.Case;
import io.wayfinder.conformance.Conformance;
import io.wayfinder.conformance.Specification;
import io.wayfinder.conformance.Suite;
import io.wayfinder.conformance.Target;
import io.wayfinder.conformance.Timing;
import io.wayfinder.conformance.Verdict;
import io.wayfinder.conformance.Verdict.Outcome;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.discovery.request.Contact;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "conformance",
        description = "Judge a live discv5 node of any implementation, section by section of the specification.",
        footer = {
            "",
            "Examples:",
            "  wayfinder conformance enr:-IS4QHCYrYZbAKWCBRlAy5zzaDZXJBGkcnh4MHcBFZntXNFrdvJjX04jRzjz...",
            "  wayfinder conformance enode://d860a01f...@127.0.0.1:30303 --only ping,session.* --skip load",
            "  wayfinder conformance node.enr --strict --junit conformance.xml",
            "  wayfinder conformance --list",
            "",
            "Ends with 0 when every must is kept, 1 when one is broken or the node answers nobody, 2 for bad input.",
            "A \"practice\" is what other clients need beyond the specification's words: it is told, and never counts."
        })
final class ConformanceCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    final CommonOptions common = new CommonOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "ENR",
            description = "An ENR, an enode:// URL, a file holding one, or - for stdin.")
    private @Nullable String node;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "CASE",
            description = "These cases alone: names, areas (ping), or names with *.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--skip", split = ",", paramLabel = "CASE", description = "All but these.")
    private List<String> skip = new ArrayList<>();

    @Option(names = "--list", description = "Show the cases, and judge nothing.")
    private boolean list;

    @Option(names = "--strict", description = "End with 1 when a should is broken, too.")
    private boolean strict;

    @Option(names = "--verbose", description = "Show what was sent and seen of cases that passed, too.")
    private boolean verbose;

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "Write the verdicts as JUnit XML. What would not end with 1 is a skipped test there.")
    private @Nullable Path junit;

    @Option(
            names = "--listen",
            split = ",",
            paramLabel = "IP",
            description = "Our addresses, one or two: the second is for the multi-homed cases"
                    + " (default: 127.0.0.1,127.0.0.2 towards loopback, else the one that leads to the node).")
    private List<String> listen = new ArrayList<>();

    @Option(names = "--timeout", paramLabel = "TIME", description = "How long an answer may take (default: 2s).")
    private Duration timeout = Timing.DEFAULT.answer();

    @Option(
            names = "--silence",
            paramLabel = "TIME",
            description = "How long to wait where no answer should come (default: 300ms).")
    private Duration silence = Timing.DEFAULT.silence();

    @Option(
            names = "--initiative",
            paramLabel = "TIME",
            description = "How long the node has for what it does of its own accord (default: 20s).")
    private Duration initiative = Timing.DEFAULT.initiative();

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Option(names = "--json", description = "Print JSON: an object a case, then a summary.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    ConformanceCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Case> cases = cases();
        if (list) {
            return list(cases);
        }
        String text = node();
        Contact contact = ContactArgument.parse(text, Secp256k1.provider());
        ProbeRoute route = ProbeRoute.to(contact, listen, network.restrictTo());
        Timing timing = new Timing(
                positive("--timeout", timeout), positive("--silence", silence), positive("--initiative", initiative));
        Optional<JunitReport> report = Optional.ofNullable(junit).map(file -> new JunitReport(file, strict));
        Target target = new Target(contact.key(), route.target(), network.protocolId());
        Conformance conformance = new Conformance(target, route.from(), timing);
        if (!conformance.answers()) {
            throw Failure.network("the node does not answer at all: nothing came from " + route.target() + " within "
                    + timeout.toMillis() + " ms; is it up, and does the ENR hold its present key, address and port?");
        }
        console.note("judging " + contact.id().bytes().toHexString() + " at " + route.target() + " from "
                + route.fromText() + " by ethereum/devp2p at " + Specification.COMMIT.substring(0, 8));
        Tally tally = judge(conformance, cases);
        if (json) {
            console.out().println(tally.json().encode());
        } else {
            new VerdictText(console, verbose).summarise(tally, failed -> reproduction(text, failed));
        }
        report.ifPresent(each -> each.write(tally.verdicts()));
        return tally.broken(strict) || conformance.silencer() != null ? ExitCode.NETWORK : ExitCode.DONE;
    }

    private List<Case> cases() {
        try {
            List<Case> cases = Suite.select(stripped(only), stripped(skip));
            if (cases.isEmpty()) {
                throw Failure.badInput("--only and --skip together leave no case");
            }
            return cases;
        } catch (IllegalArgumentException e) {
            throw Failure.badInput(Failure.messageOf(e), e);
        }
    }

    private static List<String> stripped(List<String> patterns) {
        return patterns.stream().map(String::strip).toList();
    }

    private int list(List<Case> cases) {
        if (json) {
            cases.forEach(each -> console.out().println(VerdictJson.of(each).encode()));
            return ExitCode.DONE;
        }
        Table table = new Table("CASE", "LEVEL", "SECTION", "SENT", "EXPECTED");
        cases.forEach(each -> table.row(
                each.name(), each.rule().level().label(), each.rule().section(), each.sends(), each.expects()));
        table.print(console.out());
        return ExitCode.DONE;
    }

    /** The one text that the argument stands for. */
    private String node() {
        String given = node;
        if (given == null) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "Missing required parameter: 'ENR'");
        }
        List<String> texts = ContactArgument.texts(console, given);
        if (texts.size() != 1) {
            throw Failure.badInput("'" + given + "' holds " + texts.size() + " nodes: give one");
        }
        return texts.getFirst();
    }

    private static Duration positive(String flag, Duration value) {
        if (value.isZero()) {
            throw Failure.badInput(flag + " is longer than nothing");
        }
        return value;
    }

    private Tally judge(Conformance conformance, List<Case> cases) {
        Tally tally = new Tally();
        VerdictText text = new VerdictText(console, verbose);
        try (Progress progress = new Progress(console)) {
            for (Case each : cases) {
                progress.show("%d of %d judged, %d failed; now %s"
                        .formatted(tally.verdicts().size(), cases.size(), tally.count(Outcome.FAILED), each.name()));
                Verdict verdict = conformance.judge(each);
                tally.add(verdict);
                progress.clear();
                if (json) {
                    JsonObject object = VerdictJson.of(verdict);
                    console.out().println(object.encode());
                } else {
                    text.print(verdict);
                }
            }
        }
        return tally;
    }

    /** The command that judges this case alone, under the same conditions. */
    private String reproduction(String text, Case failed) {
        StringBuilder command =
                new StringBuilder(Console.program() + " conformance '" + text + "' --only " + failed.name());
        if (!listen.isEmpty()) {
            command.append(" --listen ").append(String.join(",", listen));
        }
        if (!network.protocolId().equals(new NetworkOptions().protocolId())) {
            command.append(" --protocol-id ").append(network.protocolId());
        }
        append(command, " --timeout ", timeout, Timing.DEFAULT.answer());
        append(command, " --silence ", silence, Timing.DEFAULT.silence());
        append(command, " --initiative ", initiative, Timing.DEFAULT.initiative());
        return command.toString();
    }

    private static void append(StringBuilder command, String flag, Duration value, Duration otherwise) {
        if (!value.equals(otherwise)) {
            command.append(flag).append(value.toMillis()).append("ms");
        }
    }
}
