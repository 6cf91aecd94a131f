package io.wayfinder.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import io.wayfinder.conformance.Verdict.Outcome;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.service.DiscoveryService;
import io.wayfinder.discovery.service.ServiceConfig;
import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.IpPrefix;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Our own node passes every case: a failure is a fault of the node or of the case. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OurNodeTest {

    private static final List<IpAddress> ADDRESSES =
            List.of(IpAddress.parse("127.0.0.1"), IpAddress.parse("127.0.0.2"));

    private final Vertx vertx = Vertx.vertx();
    private Conformance conformance;

    @BeforeAll
    void start() throws TimeoutException {
        SecretKey key = SecretKey.generate(new SecureRandom());
        ServiceConfig config = new ServiceConfig(
                key,
                List.of(Endpoint.parse("127.0.0.1:0")),
                PacketCodec.DISCV5,
                List.of(IpPrefix.containing("127.0.0.0/8")),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                0,
                Map.of(),
                Optional.empty());
        DiscoveryService service = DiscoveryService.start(vertx, config).await(10, TimeUnit.SECONDS);
        Target target = new Target(
                Identity.CURVE.publicKey(key), service.boundEndpoints().getFirst());
        conformance = new Conformance(target, ADDRESSES, Timing.DEFAULT);
    }

    @AfterAll
    void stop() throws TimeoutException {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @TestFactory
    Stream<DynamicTest> everyCasePasses() {
        return Suite.cases().stream()
                .map(each -> DynamicTest.dynamicTest(each.name(), () -> {
                    Verdict verdict = conformance.judge(each);
                    assertEquals(
                            Outcome.PASSED,
                            verdict.outcome(),
                            () -> verdict.reason() + "\n" + String.join("\n", verdict.transcript()));
                }));
    }
}
