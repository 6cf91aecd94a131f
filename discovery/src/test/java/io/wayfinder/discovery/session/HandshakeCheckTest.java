package io.wayfinder.discovery.session;

import static io.wayfinder.discovery.session.Layer.HELLO;
import static io.wayfinder.discovery.session.Layer.START_MS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.wire.IdSignature;
import io.wayfinder.enr.Endpoint;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class HandshakeCheckTest {

    private final Layer a = new Layer(1);
    private final Layer b = new Layer(2);
    private final Layer mallory = new Layer(3);
    private final Bytes whoareyou = b.challenge(START_MS, a, a.probe(START_MS, b));

    @Test
    void handshakeWithoutARecordFailsWhenNoneIsKnown() {
        assertEquals(SessionDrop.NO_RECORD, dropped(Forger.handshake(a.key, a.id(), b, data(), Bytes.EMPTY)));
    }

    @Test
    void recordOfAnotherNodeIsRefused() {
        Bytes forged = Forger.handshake(mallory.key, a.id(), b, data(), mallory.record.encoded());
        assertEquals(SessionDrop.FOREIGN_RECORD, dropped(forged));
    }

    @Test
    void recordOfAnotherNodeIsRefusedWhenTheRealOneIsKnownToo() {
        Layer c = new Layer(4);
        c.known.keep(a.record);
        Bytes challenge = c.challenge(START_MS, a, a.probe(START_MS, c));
        Bytes forged = Forger.handshake(a.key, a.id(), c, a.decode(challenge).head(), mallory.record.encoded());
        assertEquals(SessionDrop.FOREIGN_RECORD, c.dropped(START_MS, a.endpoint, forged));
    }

    @Test
    void bytesThatAreNoRecordAreRefused() {
        Bytes garbage = Bytes.repeat((byte) 0x33, 200);
        assertEquals(SessionDrop.FOREIGN_RECORD, dropped(Forger.handshake(a.key, a.id(), b, data(), garbage)));
    }

    @Test
    void recordThatEndsWithinItsKeyIsRefused() {
        Bytes record = a.record.encoded();
        String key = a.record.publicKey().compressed().toUnprefixedHexString();
        int end = record.toUnprefixedHexString().indexOf(key) / 2 + 33;
        for (int size : new int[] {end - 34, end - 33, end - 1}) {
            Bytes forged = Forger.handshake(a.key, a.id(), b, data(), record.slice(0, size));
            assertEquals(SessionDrop.FOREIGN_RECORD, dropped(forged), size + " bytes");
        }
        Bytes withKey = Forger.handshake(a.key, a.id(), b, data(), record.slice(0, end));
        assertEquals(SessionDrop.BAD_RECORD, dropped(withKey));
    }

    @Test
    void recordThatWasKnownWhenWeChallengedServesThoughItIsForgottenSince() {
        Layer c = new Layer(4);
        c.known.keep(a.record);
        Bytes challenge = c.challenge(START_MS, a, a.probe(START_MS, c));
        c.known.forget(a.id());
        c.established(START_MS, a, a.handshake(START_MS, c, challenge).datagram());
    }

    @Test
    void recordWithTheRightKeyAndAWrongSignatureIsRefusedAfterTheIdSignature() {
        byte[] record = a.record.encoded().toArray();
        record[record.length - 1] ^= 1;
        Bytes changed = Bytes.wrap(record);
        assertEquals(SessionDrop.BAD_RECORD, dropped(Forger.handshake(a.key, a.id(), b, data(), changed)));
        assertEquals(SessionDrop.BAD_ID_SIGNATURE, dropped(Forger.handshake(mallory.key, a.id(), b, data(), changed)));
        assertEquals(1, b.counter("records_verified"), "for the one that was signed by the node itself");
    }

    @Test
    void idSignatureOfAnotherKeyIsRefused() {
        Bytes forged = Forger.handshake(mallory, a, b, whoareyou);
        assertEquals(SessionDrop.BAD_ID_SIGNATURE, dropped(forged));
        assertEquals(0, b.counter("records_verified"), "the record's signature is not checked for that");
    }

    @Test
    void idSignatureOverAnotherChallengeIsRefused() {
        Layer elsewhere = new Layer(5);
        Bytes other = elsewhere.challenge(START_MS, a, a.probe(START_MS, elsewhere));
        Bytes forged = Forger.handshake(a.key, a.id(), b, a.decode(other).head(), a.record.encoded());
        assertEquals(SessionDrop.BAD_ID_SIGNATURE, dropped(forged));
    }

    @Test
    void ephemeralKeyThatIsNoPointIsRefused() {
        Bytes noPoint = Bytes.concatenate(Bytes.of(2), Bytes.repeat((byte) 0xff, 32));
        Bytes digest = IdSignature.digest(data(), noPoint, b.id());
        Bytes signature = Layer.CURVE.sign(digest, a.key);
        Bytes forged = Forger.handshake(a.id(), b, signature, noPoint, a.record.encoded());
        assertEquals(SessionDrop.BAD_EPHEMERAL_KEY, dropped(forged));
    }

    @Test
    void messageUnderOtherKeysIsRefused() {
        assertEquals(SessionDrop.BAD_SEAL, dropped(Forger.handshake(a.key, a.id(), b, data(), a.record.encoded())));
    }

    @Test
    void afterEightFailuresAChallengeCostsNoMoreCurveWork() {
        Bytes real = a.handshake(START_MS, b, whoareyou).datagram();
        for (int failure = 0; failure < 8; failure++) {
            assertEquals(SessionDrop.BAD_ID_SIGNATURE, dropped(Forger.handshake(mallory, a, b, whoareyou)));
        }
        assertEquals(SessionDrop.TOO_MANY_FAILURES, dropped(Forger.handshake(mallory, a, b, whoareyou)));
        assertEquals(
                SessionDrop.TOO_MANY_FAILURES, dropped(real), "the limit that one spoofer can make felt for a second");
        assertEquals(whoareyou, b.challenge(START_MS + 999, a, Forger.ordinary(a.id(), b)));
        a.connect(START_MS + 1_000, b);
    }

    @Test
    void knownRecordIsNotVerifiedAgain() {
        b.known.keep(a.record);
        b.established(START_MS, a, a.handshake(START_MS, b, whoareyou).datagram());
        assertEquals(0, b.counter("records_verified"));
    }

    @Test
    void floodOfForgedHandshakesLeavesTheMembersShareOfTheBudget() {
        SessionLimits poor = Limits.with(limits -> {
            limits.curveUnitsPerMs = 1;
            limits.memberCurveUnitsPerMs = 10;
        });
        Layer c = new Layer(6, Endpoint.parse("127.0.0.1:30006"), poor);
        c.known.keep(a.record);
        c.sessions.member(a.id(), true);
        int overBudget = 0;
        for (int stranger = 100; stranger < 110; stranger++) {
            Layer victim = new Layer(stranger);
            Bytes challenge = c.challenge(START_MS, victim, victim.probe(START_MS, c));
            Bytes forged = Forger.handshake(mallory, victim, c, challenge);
            if (c.dropped(START_MS, victim.endpoint, forged) == SessionDrop.OVER_BUDGET) {
                overBudget++;
            }
        }

        assertEquals(true, overBudget >= 4, overBudget + " of 10 met an empty budget");
        a.connect(START_MS, c);
    }

    @Test
    void strangerAtAnotherEndpointCannotDrawOnAMembersShare() {
        SessionLimits poor = Limits.with(limits -> {
            limits.curveUnitsPerMs = 0;
            limits.memberCurveUnitsPerMs = 10;
        });
        Layer c = new Layer(6, Endpoint.parse("127.0.0.1:30006"), poor);
        c.known.keep(a.record);
        c.sessions.member(a.id(), true);
        Endpoint elsewhere = Endpoint.parse("127.0.0.9:1");
        SessionEvent.Challenge challenge =
                (SessionEvent.Challenge) c.receive(START_MS, elsewhere, Forger.ordinary(a.id(), c));

        Bytes forged = Forger.handshake(mallory, a, c, challenge.datagram());

        assertEquals(SessionDrop.OVER_BUDGET, c.dropped(START_MS, elsewhere, forged));
    }

    @Test
    void budgetFillsAgain() {
        CurveBudget budget = new CurveBudget(Layer.CURVE, Limits.with(limits -> limits.curveUnitsPerMs = 1));
        int taken = 0;
        while (taken < 100 && budget.takeOperation(START_MS, false)) {
            taken++;
        }
        assertEquals(250 / operation(), taken);
        assertEquals(false, budget.takeOperation(START_MS + 1, false));
        assertEquals(true, budget.takeOperation(START_MS + 250, false));
    }

    @Test
    void handshakeOfOurselvesIsDropped() {
        assertEquals(SessionDrop.OWN_ID, b.dropped(START_MS, a.endpoint, Forger.ordinary(b.id(), b)));
        SecretKey any = SecretKey.generate(new SplittableRandom(1));
        assertEquals(
                SessionDrop.OWN_ID,
                b.dropped(START_MS, a.endpoint, Forger.handshake(any, b.id(), b, HELLO, Bytes.EMPTY)));
    }

    private static int operation() {
        return Layer.CURVE.name().equals("libsecp256k1") ? 40 : 110;
    }

    private Bytes data() {
        return a.decode(whoareyou).head();
    }

    private SessionDrop dropped(Bytes datagram) {
        return b.dropped(START_MS, a.endpoint, datagram);
    }
}
