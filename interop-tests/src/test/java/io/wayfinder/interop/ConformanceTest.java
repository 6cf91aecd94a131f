package io.wayfinder.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import io.wayfinder.conformance.Case;
import io.wayfinder.conformance.Conformance;
import io.wayfinder.conformance.Suite;
import io.wayfinder.conformance.Target;
import io.wayfinder.conformance.Timing;
import io.wayfinder.conformance.Verdict;
import io.wayfinder.conformance.Verdict.Outcome;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.enr.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The conformance suite against our node, which passes all of it, and against each peer, which fails what {@link KnownRed} names and nothing
 * else. All at once: the suite mostly waits. The table is left in {@code interop-tests/target/conformance.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformanceTest {

    private static final List<IpAddress> ADDRESSES =
            List.of(IpAddress.parse("127.0.0.1"), IpAddress.parse("127.0.0.2"));

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterAll
    void stop() {
        threads.shutdownNow();
    }

    @TestFactory
    Stream<DynamicTest> eachImplementationFailsWhatIsKnownAndNothingElse() {
        List<DynamicTest> tests = new ArrayList<>();
        tests.add(test(ConformanceReport.OURS, threads.submit(ConformanceTest::judgeOurs)));
        for (Peer peer : Peer.all()) {
            Optional<String> missing = PeerBuild.missing(peer);
            tests.add(
                    missing.isEmpty()
                            ? test(peer.name(), threads.submit(() -> judge(peer)))
                            : DynamicTest.dynamicTest(peer.name(), () -> PeerBuild.skip(missing.get())));
        }
        return tests.stream();
    }

    private static DynamicTest test(String name, Future<List<Verdict>> judged) {
        return DynamicTest.dynamicTest(name, () -> {
            List<Verdict> verdicts = judged.get();
            ConformanceReport.record(name, verdicts);
            List<String> unknown = new ArrayList<>();
            for (Verdict verdict : verdicts) {
                Optional<KnownRed> known = KnownRed.of(name, verdict.judged().name());
                boolean red = verdict.outcome() == Outcome.FAILED;
                if (red && known.isEmpty()) {
                    unknown.add(verdict.judged().name() + ": " + verdict.reason() + "\n"
                            + String.join("\n", verdict.transcript()));
                } else if (!red && known.isPresent()) {
                    System.out.println(
                            "conformance: " + name + " is known to fail " + known.get().judged() + ", and does not: "
                                    + verdict.outcome() + " " + verdict.reason());
                }
            }
            assertEquals("", String.join("\n", unknown), "red, and not known to be: look twice, then see KnownRed");
        });
    }

    private static List<Verdict> judgeOurs() {
        Vertx vertx = Vertx.vertx();
        try (OurNode ours = OurNode.start(vertx, Pair.key(1), 0, List.of())) {
            return judge(ours.enr());
        } finally {
            OurNode.await(vertx.close());
        }
    }

    private static List<Verdict> judge(Peer peer) {
        try (PeerProcess process = PeerProcess.start(peer, Pair.key(2), List.of())) {
            return judge(process.enr());
        }
    }

    private static List<Verdict> judge(String enr) {
        Contact contact = OurNode.contact(enr);
        Target target = new Target(contact.key(), contact.endpoints().getFirst());
        Conformance conformance = new Conformance(target, ADDRESSES, Timing.DEFAULT);
        List<Verdict> verdicts = new ArrayList<>();
        for (Case each : Suite.cases()) {
            verdicts.add(conformance.judge(each));
        }
        return verdicts;
    }
}
