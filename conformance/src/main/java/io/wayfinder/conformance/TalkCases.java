package io.wayfinder.conformance;

import io.wayfinder.discovery.wire.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/** TALKREQ and TALKRESP (wire, "TALKREQ Request (0x05)" and "TALKRESP Response (0x06)"). */
final class TalkCases {

    private static final String TALKREQ = "discv5-wire.md, TALKREQ Request (0x05)";

    private static final Rule ANSWERED = Rule.must(
            TALKREQ,
            "The recipient must respond with a TALKRESP message containing the response to the request. [...]"
                    + " `protocol` and `request` are RLP byte arrays.");
    private static final Rule UNKNOWN = Rule.must(
            TALKREQ,
            "If the `protocol` is unknown to the recipient, it must respond with a TALKRESP response containing empty"
                    + " `response` data.");
    private static final Rule MIRRORED = Rule.must(
            "discv5-wire.md, Protocol Messages",
            "`request-id` is an RLP byte array of length <= 8 bytes. [...] The recipient of a message must mirror the"
                    + " value in the `request-id` element of the response.");

    private static final Bytes PROTOCOL = Bytes.wrap("wayfinder-conformance".getBytes(StandardCharsets.US_ASCII));

    private TalkCases() {}

    static List<Case> all() {
        return List.of(
                new Case(
                        "talk.unknown-protocol",
                        Area.TALK,
                        UNKNOWN,
                        "TALKREQ of a protocol that no node serves",
                        "TALKRESP with an empty response",
                        TalkCases::unknownProtocol),
                answered("talk.payload-empty", "an empty request", PROTOCOL, Bytes.EMPTY),
                answered("talk.payload-1-byte", "a request of 1 byte", PROTOCOL, Bytes.of(0)),
                answered("talk.payload-1000-bytes", "a request of 1,000 bytes", PROTOCOL, Bytes.repeat((byte) 7, 1000)),
                new Case(
                        "talk.payload-largest",
                        Area.TALK,
                        ANSWERED,
                        "TALKREQ in a packet of 1,280 bytes",
                        "TALKRESP",
                        TalkCases::largest),
                answered("talk.protocol-empty", "an empty protocol", Bytes.EMPTY, Bytes.of(1)),
                answered(
                        "talk.protocol-not-text",
                        "a protocol that is no UTF-8",
                        Bytes.of(0xff, 0x00, 0xfe),
                        Bytes.of(1)),
                new Case(
                        "talk.in-handshake",
                        Area.TALK,
                        ANSWERED,
                        "TALKREQ in a handshake packet",
                        "TALKRESP",
                        TalkCases::inHandshake),
                mirrored("talk.request-id-empty", Bytes.EMPTY),
                mirrored("talk.request-id-8-bytes", Bytes.fromHexString("0xa1b2c3d4e5f60718")));
    }

    private static Case answered(String name, String what, Bytes protocol, Bytes payload) {
        return new Case(name, Area.TALK, ANSWERED, "TALKREQ with " + what, "TALKRESP", dialogue -> {
            Prober prober = dialogue.prober();
            prober.talk(prober.establish(), protocol, payload);
        });
    }

    private static Case mirrored(String name, Bytes requestId) {
        return new Case(
                name,
                Area.TALK,
                MIRRORED,
                "TALKREQ with the request ID " + requestId,
                "TALKRESP with the same request ID",
                dialogue -> {
                    Prober prober = dialogue.prober();
                    prober.ask(
                            prober.establish(),
                            Message.TalkResponse.class,
                            requestId,
                            RawMessage.talkRequest(requestId, PROTOCOL, Bytes.of(1)));
                });
    }

    private static void unknownProtocol(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        Bytes response = prober.talk(prober.establish(), PROTOCOL, Bytes.of(1)).payload();
        dialogue.require(response.isEmpty(), "the response is " + response);
    }

    private static void largest(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        Session session = prober.establish();
        Bytes requestId = dialogue.requestId();
        int most = RawPacket.SIZE_MAX;
        int over = session.packet(talk(requestId, most)).datagram().size() - most;
        prober.ask(session, Message.TalkResponse.class, requestId, talk(requestId, most - over));
    }

    private static void inHandshake(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        HandshakeDraft draft = prober.draft(prober.provoke());
        prober.adopt(draft.session());
        Bytes requestId = dialogue.requestId();
        prober.send(draft.packet(talk(requestId, 1)), "a handshake packet with TALKREQ " + requestId);
        prober.await(Message.TalkResponse.class, requestId);
    }

    private static Bytes talk(Bytes requestId, int payloadSize) {
        return RawMessage.talkRequest(requestId, PROTOCOL, Bytes.repeat((byte) 7, payloadSize));
    }
}
