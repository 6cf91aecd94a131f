package io.wayfinder.conformance;

import io.wayfinder.discovery.wire.Message;
import java.util.List;
import java.util.function.Predicate;
import org.apache.tuweni.bytes.Bytes;

/** PING and PONG (wire, "PING Request (0x01)" and "PONG Response (0x02)"). */
final class PingCases {

    private static final String MESSAGES = "discv5-wire.md, Protocol Messages";
    private static final String UDP = "discv5-wire.md, UDP Communication";
    static final String PONG = "discv5-wire.md, PONG Response (0x02)";

    private static final Rule MIRRORED = Rule.must(
            MESSAGES, "The recipient of a message must mirror the value in the `request-id` element of the response.");
    private static final Rule AT_MOST_8 =
            Rule.practice(MESSAGES, "`request-id` is an RLP byte array of length <= 8 bytes.");

    private PingCases() {}

    static List<Case> all() {
        return List.of(
                new Case(
                        "ping.answered",
                        Area.PING,
                        Rule.practice(PONG, "PONG is the reply to PING."),
                        "PING within a session",
                        "PONG",
                        dialogue -> {
                            Prober prober = dialogue.prober();
                            prober.ping(prober.establish());
                        }),
                mirrored("ping.request-id-empty", Bytes.EMPTY),
                mirrored("ping.request-id-zero", Bytes.of(0)),
                mirrored("ping.request-id-one-byte", Bytes.of(0x7f)),
                mirrored("ping.request-id-high-byte", Bytes.of(0x80)),
                mirrored("ping.request-id-leading-zeros", Bytes.of(0, 0, 0, 1)),
                mirrored("ping.request-id-8-bytes", Bytes.fromHexString("0xa1b2c3d4e5f60718")),
                new Case(
                        "ping.request-id-9-bytes",
                        Area.PING,
                        AT_MOST_8,
                        "PING with a request ID of 9 bytes",
                        "no answer; a PING after it is answered",
                        PingCases::nineBytes),
                new Case(
                        "ping.endpoint-as-seen",
                        Area.PING,
                        Rule.practice(
                                PONG,
                                "recipient-ip = 16 or 4 byte IP address of the intended recipient;"
                                        + " recipient-port = recipient UDP port, a 16-bit integer"),
                        "PING",
                        "PONG with the address and the port that the PING came from",
                        PingCases::endpointAsSeen),
                new Case(
                        "ping.to-the-envelope",
                        Area.PING,
                        Rule.should(
                                UDP,
                                "When responding to a request, the response should be sent to the UDP envelope address of"
                                        + " the request."),
                        "PING by a node whose record names another port",
                        "no PONG to that port",
                        PingCases::toTheEnvelope),
                new Case(
                        "ping.record-names-another-port",
                        Area.PING,
                        Rule.practice(
                                UDP,
                                "The envelope address is all that an answer takes: behind a NAT, or before a node has"
                                        + " learned its address, the record names none or another."),
                        "PING by a node whose record names another port",
                        "PONG",
                        PingCases::recordNamesAnotherPort));
    }

    private static Case mirrored(String name, Bytes requestId) {
        return new Case(
                name,
                Area.PING,
                MIRRORED,
                "PING with the request ID " + requestId,
                "PONG with the same request ID, byte for byte",
                dialogue -> {
                    Prober prober = dialogue.prober();
                    Session session = prober.establish();
                    prober.ask(session, Message.Pong.class, requestId, RawMessage.ping(requestId, 1));
                });
    }

    private static void nineBytes(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        Session session = prober.establish();
        prober.tell(session, RawMessage.ping(Bytes.fromHexString("0xa1b2c3d4e5f6071829"), 1));
        prober.expectSilence("PING with a request ID of 9 bytes");
        prober.ping(session);
    }

    private static void endpointAsSeen(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        Message.Pong pong = prober.ping(prober.establish());
        Bytes ip = prober.local().address().bytes();
        dialogue.require(pong.ip().equals(ip), "recipient-ip is " + pong.ip() + " and not " + ip);
        dialogue.require(
                pong.port() == prober.local().port(),
                "recipient-port is " + pong.port() + " and not "
                        + prober.local().port());
    }

    private static void toTheEnvelope(Dialogue dialogue) {
        Astray astray = new Astray(dialogue);
        if (astray.atEnvelope) {
            return;
        }
        dialogue.require(!astray.atRecord, "PONG came to the port in the record, not to where the PING came from");
        throw new NotApplicableException("no PONG at all, which ping.record-names-another-port judges");
    }

    private static void recordNamesAnotherPort(Dialogue dialogue) {
        Astray astray = new Astray(dialogue);
        if (astray.atRecord) {
            throw new NotApplicableException("PONG came to the wrong port, which ping.to-the-envelope judges");
        }
        dialogue.require(astray.atEnvelope, "no PONG");
    }

    /** Where PONG comes for a PING by a node whose record names another port than it speaks from. */
    private static final class Astray {
        private final boolean atEnvelope;
        private final boolean atRecord;

        Astray(Dialogue dialogue) {
            Prober prober = dialogue.prober();
            Prober other = dialogue.prober(prober.identity());
            other.manners().off();
            prober.announce(other.local());
            HandshakeDraft draft = prober.draft(prober.provoke());
            prober.adopt(draft.session());
            other.adopt(draft.session());
            Bytes requestId = dialogue.requestId();
            Bytes ping = RawMessage.ping(requestId, prober.identity().record().seq());
            prober.send(draft.packet(ping), "a handshake packet with PING " + requestId);
            Predicate<Seen.Said> answer = Prober.answering(Message.Pong.class, requestId);
            atEnvelope = prober.next(Seen.Said.class, answer, dialogue.timing().answer())
                    .isPresent();
            atRecord = !atEnvelope
                    && other.next(Seen.Said.class, answer, dialogue.timing().silence())
                            .isPresent();
        }
    }
}
