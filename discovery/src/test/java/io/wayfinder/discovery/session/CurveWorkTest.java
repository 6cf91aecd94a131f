package io.wayfinder.discovery.session;

import static io.wayfinder.discovery.session.Layer.START_MS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wayfinder.crypto.SecretKey;
import io.wayfinder.enr.Endpoint;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/** What handshake packets that anyone can send cost us. */
class CurveWorkTest {

    private static final int OPERATION = Layer.CURVE.name().equals("libsecp256k1") ? 40 : 110;
    private static final int POINT = OPERATION / 4;

    private final Layer a = new Layer(1);
    private final Layer mallory = new Layer(3);

    /** @param known whether the recipient has A's record, {@code record} what the packet brings */
    private record Case(int cost, SessionDrop outcome, boolean known, SecretKey signer, Bytes record) {}

    @Test
    void eachStepIsPaidForBeforeItIsMade() {
        Bytes real = a.record.encoded();
        Bytes changed = Bytes.concatenate(real.slice(0, real.size() - 1), Bytes.of(real.get(real.size() - 1) ^ 1));
        for (Case packet : List.of(
                new Case(POINT, SessionDrop.FOREIGN_RECORD, false, a.key, mallory.record.encoded()),
                new Case(POINT + OPERATION, SessionDrop.BAD_ID_SIGNATURE, false, mallory.key, real),
                new Case(POINT + 2 * OPERATION, SessionDrop.BAD_RECORD, false, a.key, changed),
                new Case(POINT + 3 * OPERATION, SessionDrop.BAD_SEAL, false, a.key, real),
                new Case(OPERATION, SessionDrop.BAD_ID_SIGNATURE, true, mallory.key, Bytes.EMPTY),
                new Case(2 * OPERATION, SessionDrop.BAD_SEAL, true, a.key, Bytes.EMPTY),
                new Case(2 * OPERATION, SessionDrop.BAD_SEAL, true, a.key, real))) {
            assertEquals(packet.outcome(), dropped(packet, packet.cost()), packet.toString());
            assertEquals(SessionDrop.OVER_BUDGET, dropped(packet, packet.cost() - 1), packet.toString());
        }
    }

    private SessionDrop dropped(Case packet, int budget) {
        SessionLimits limits = Limits.with(poor -> {
            poor.curveUnitsPerMs = 1;
            poor.curveBurstMs = budget;
        });
        Layer b = new Layer(2, Endpoint.parse("127.0.0.1:30002"), limits);
        if (packet.known()) {
            b.known.keep(a.record);
        }
        Bytes whoareyou = b.challenge(START_MS, a, a.probe(START_MS, b));
        Bytes data = a.decode(whoareyou).head();
        return b.dropped(START_MS, a.endpoint, Forger.handshake(packet.signer(), a.id(), b, data, packet.record()));
    }
}
