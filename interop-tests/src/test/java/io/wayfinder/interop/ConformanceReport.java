package io.wayfinder.interop;

import io.wayfinder.conformance.Case;
import io.wayfinder.conformance.Level;
import io.wayfinder.conformance.Specification;
import io.wayfinder.conformance.Suite;
import io.wayfinder.conformance.Verdict;
import io.wayfinder.conformance.Verdict.Outcome;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.tuweni.bytes.Bytes;

/**
 * The table of {@code docs/CONFORMANCE.md}, implementation by case, written to {@code interop-tests/target/conformance.md} after each
 * implementation. Thread-safe.
 */
final class ConformanceReport {

    static final String OURS = "wayfinder";

    private static final int PORT = 30_399;
    private static final String KEY = "11".repeat(32);

    /** By implementation, then by the name of the case. */
    private static final Map<String, Map<String, Verdict>> VERDICTS = new TreeMap<>();

    private ConformanceReport() {}

    static synchronized void record(String implementation, List<Verdict> verdicts) {
        Map<String, Verdict> byCase = new TreeMap<>();
        verdicts.forEach(verdict -> byCase.put(verdict.judged().name(), verdict));
        VERDICTS.put(implementation, byCase);
        Path target = Repository.root().resolve("interop-tests/target");
        try {
            Files.createDirectories(target);
            Files.writeString(target.resolve("conformance.md"), markdown());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String markdown() {
        StringBuilder text = new StringBuilder();
        text.append("Of ").append(LocalDate.now(ZoneOffset.UTC)).append(": ").append(Suite.cases().size());
        text.append(" cases by ethereum/devp2p at `").append(Specification.COMMIT, 0, 7).append("`.\n\n");
        totals(text);
        text.append("\n| case | level |");
        VERDICTS.keySet().forEach(each -> text.append(' ').append(each).append(" |"));
        text.append("\n|---|---|").append("---|".repeat(VERDICTS.size())).append('\n');
        for (Case each : Suite.cases()) {
            text.append("| `").append(each.name()).append("` | ").append(each.rule().level().label()).append(" |");
            VERDICTS.values().forEach(byCase -> text.append(' ').append(cell(byCase.get(each.name()))).append(" |"));
            text.append('\n');
        }
        VERDICTS.forEach((name, byCase) -> reds(text, name, byCase));
        return text.toString();
    }

    private static void totals(StringBuilder text) {
        text.append("| implementation | version | passed | musts failed | shoulds failed | practice failed | not judged |\n");
        text.append("|---|---|---|---|---|---|---|\n");
        VERDICTS.forEach((name, byCase) -> {
            text.append("| ").append(implementation(name)).append(" | ").append(count(byCase, Outcome.PASSED));
            for (Level level : Level.values()) {
                text.append(" | ").append(byCase.values().stream().filter(each -> each.failed(level)).count());
            }
            text.append(" | ").append(count(byCase, Outcome.SKIPPED)).append(" |\n");
        });
    }

    /** Two columns. */
    private static String implementation(String name) {
        return Peer.all().stream()
                .filter(peer -> peer.name().equals(name))
                .map(peer -> peer.implementation() + " (" + name + ") | " + peer.version())
                .findFirst()
                .orElse(name + " | this commit");
    }

    private static long count(Map<String, Verdict> byCase, Outcome outcome) {
        return byCase.values().stream().filter(each -> each.outcome() == outcome).count();
    }

    private static String cell(Verdict verdict) {
        return switch (verdict.outcome()) {
            case PASSED -> "pass";
            case FAILED -> "**red**";
            case SKIPPED -> "–";
        };
    }

    /** What was seen, beside the rule's words, and how to see it again. */
    private static void reds(StringBuilder text, String name, Map<String, Verdict> byCase) {
        List<Verdict> failed = Suite.cases().stream()
                .map(each -> byCase.get(each.name()))
                .filter(verdict -> verdict.outcome() == Outcome.FAILED)
                .toList();
        if (failed.isEmpty()) {
            return;
        }
        text.append("\n### ").append(name).append("\n\n");
        Peer.all().stream()
                .filter(peer -> peer.name().equals(name))
                .findFirst()
                .ifPresent(peer -> text.append("```\n").append(start(peer)).append("\n```\n\n"));
        for (Verdict verdict : failed) {
            Case judged = verdict.judged();
            text.append(String.format(
                    Locale.ROOT,
                    "- `%s`: %s (%s, %s: \"%s\")%s `%s`%n",
                    judged.name(),
                    line(verdict.reason()),
                    judged.rule().level().label(),
                    judged.rule().section(),
                    line(judged.rule().quote()),
                    KnownRed.of(name, judged.name()).map(known -> " " + known.words()).orElse(""),
                    "./wayfinder conformance " + enode() + " --only " + judged.name()));
        }
    }

    /** In a shell of its own: the program ends with its input. */
    private static String start(Peer peer) {
        String folder = Repository.root().relativize(peer.folder()).toString();
        String classPath = peer.built().endsWith("classpath") ? contents(peer.folder().resolve(peer.built())) : "";
        String run = String.join(" ", peer.run())
                .replace(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "java");
        if (!classPath.isEmpty()) {
            run = run.replace(classPath, "$(cat " + peer.built() + ")");
        }
        String build = peer.build().isEmpty()
                ? "mvn -q package -DskipTests -pl " + folder + " -am && cd " + folder
                : "cd " + folder + " && " + String.join(" ", peer.build());
        return build + " && tail -f /dev/null | " + run + " " + KEY + " 127.0.0.1 " + PORT + " 1";
    }

    private static String contents(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file).strip() : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String enode() {
        Bytes key = Secp256k1.provider()
                .publicKey(SecretKey.of(Bytes.fromHexString(KEY)))
                .uncompressed();
        return "enode://" + key.toUnprefixedHexString() + "@127.0.0.1:" + PORT;
    }

    private static String line(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining(" ")).replace('|', '/');
    }
}
