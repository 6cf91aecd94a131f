package io.wayfinder.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import io.wayfinder.interop.InteropReport.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** go-ethereum's own conformance suite, {@code devp2p discv5 test}, against our node. */
@Timeout(120)
class DevP2pSuiteTest {

    private static final int CASES = 10;
    private static final String SUITE = "github.com/ethereum/go-ethereum/cmd/devp2p";
    private static final String BUILT = "target/devp2p";
    private static final String WITH = "devp2p discv5 test " + Peer.GETH.version();
    private static final String ALL_PASS = "go-ethereum's suite: all " + CASES + " cases pass";

    @Test
    void allCasesPass() throws Exception {
        Optional<String> missing = PeerBuild.missing(
                "devp2p", Peer.GETH.toolchain(), Peer.GETH.folder(), List.of("go", "build", "-o", BUILT, SUITE), BUILT);
        if (missing.isPresent()) {
            InteropReport.record(WITH, ALL_PASS, Outcome.SKIPPED, 0, missing.get());
            PeerBuild.skip(missing.get());
        }
        long startedNs = System.nanoTime();

        List<String> verdicts = verdicts();

        List<String> failed =
                verdicts.stream().filter(line -> !line.startsWith("ok ")).toList();
        boolean passed = failed.isEmpty() && verdicts.size() == CASES;
        InteropReport.record(
                WITH,
                ALL_PASS,
                passed ? Outcome.PASS : Outcome.FAIL,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNs),
                (verdicts.size() - failed.size()) + " of " + verdicts.size());
        assertEquals(List.of(), failed);
        assertEquals(CASES, verdicts.size());
    }

    /** One line a case in the Test Anything Protocol: "ok 1 Ping", or "not ok 1 Ping". */
    private static List<String> verdicts() throws IOException {
        Vertx vertx = Vertx.vertx();
        try (OurNode ours = OurNode.start(vertx, Pair.key(1), 0, List.of())) {
            Process suite = PeerProcess.start(
                    "devp2p",
                    Peer.GETH.folder(),
                    List.of(
                            BUILT,
                            "discv5",
                            "test",
                            "--tap",
                            "--listen1",
                            "127.0.0.1",
                            "--listen2",
                            "127.0.0.2",
                            ours.enr()));
            try {
                return new String(suite.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.matches("(not )?ok .*"))
                        .toList();
            } finally {
                suite.destroyForcibly();
            }
        } finally {
            OurNode.await(vertx.close());
        }
    }
}
