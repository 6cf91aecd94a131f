package io.wayfinder.conformance;

import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.enr.NodeId;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;

/**
 * The packet's size and the fields of its header (wire, "UDP Communication" and "Packet Encoding").
 *
 * <p>A packet with one fault carries a PING that is right otherwise, sealed under a session's keys over the header as it
 * was sent: a node that overlooks the fault answers. Sizes are told from content that no node can read: a node that
 * takes the packet challenges it.
 */
final class FramingCases {

    private static final String UDP = "discv5-wire.md, UDP Communication";
    private static final String HEADER = "discv5-wire.md, Protocol Header";
    private static final String ORDINARY = "discv5-wire.md, Ordinary Message Packet (`flag = 0`)";
    private static final String WHOAREYOU = "discv5-wire.md, WHOAREYOU Packet (`flag = 1`)";

    private static final Rule NOT_SMALLER = Rule.should(
            UDP,
            "The minimum size of any Discovery v5 packet is 63 bytes. Implementations should reject packets smaller than"
                    + " this size.");
    private static final Rule NOT_LARGER = Rule.should(
            UDP,
            "The maximum size of any packet is 1280 bytes. Implementations should not generate or process packets larger"
                    + " than this size.");
    private static final Rule SMALLEST = Rule.practice(UDP, "The minimum size of any Discovery v5 packet is 63 bytes.");
    private static final Rule LARGEST = Rule.practice(UDP, "The maximum size of any packet is 1280 bytes.");
    private static final Rule PROTOCOL_ID =
            Rule.should(HEADER, "Implementations should not respond to packets with mismatching `protocol-id`.");
    private static final Rule VERSION =
            Rule.practice(HEADER, "version = 0x0001; nobody can know how the packets of another version read.");
    private static final Rule FLAG = Rule.practice(
            HEADER,
            "The `flag` field of the header identifies the kind of packet and determines the encoding of `authdata`;"
                    + " there are the kinds 0, 1 and 2.");
    private static final Rule AUTHDATA_SIZE =
            Rule.practice(HEADER, "authdata-size = uint16, byte length of authdata; it ends inside the packet.");
    private static final Rule AUTHDATA_32 = Rule.practice(
            ORDINARY,
            "For message packets, the `authdata` section is just the source node ID;" + " authdata-size = 32");
    private static final Rule AUTHDATA_24 =
            Rule.practice(WHOAREYOU, "authdata = id-nonce || enr-seq; authdata-size = 24");

    private FramingCases() {}

    static List<Case> all() {
        return Stream.of(sizes(), headers(), authdata()).flatMap(List::stream).toList();
    }

    private static List<Case> sizes() {
        return List.of(
                new Case(
                        "framing.size-0",
                        Area.FRAMING,
                        NOT_SMALLER,
                        "a datagram without content",
                        "no answer; a PING after it is answered",
                        FramingCases::empty),
                new Case(
                        "framing.size-62",
                        Area.FRAMING,
                        NOT_SMALLER,
                        "a WHOAREYOU, for a request of the node's own, whose authdata lacks the last byte",
                        "no answer",
                        dialogue -> ignoresChallenge(dialogue, Bytes.random(23, dialogue.random()))),
                new Case(
                        "framing.size-63",
                        Area.FRAMING,
                        SMALLEST,
                        "a WHOAREYOU, for a request of the node's own",
                        "a handshake packet",
                        FramingCases::smallest),
                new Case(
                        "framing.size-1280",
                        Area.FRAMING,
                        LARGEST,
                        "an ordinary packet of random content, 1280 bytes in all",
                        "WHOAREYOU",
                        FramingCases::largest),
                new Case(
                        "framing.size-1281",
                        Area.FRAMING,
                        NOT_LARGER,
                        "an ordinary packet of random content, 1281 bytes in all",
                        "no answer; a PING after it is answered",
                        FramingCases::tooLarge));
    }

    private static List<Case> headers() {
        return List.of(
                ignored(
                        "framing.protocol-id",
                        PROTOCOL_ID,
                        "another `protocol-id`",
                        packet -> packet.withProtocolId(packet.protocolId().not())),
                ignored(
                        "framing.mask-of-another-node",
                        PROTOCOL_ID,
                        "the header masked for another node ID",
                        packet -> packet.withMaskedFor(
                                NodeId.of(packet.maskedFor().bytes().not()))),
                new Case(
                        "framing.unmasked",
                        Area.FRAMING,
                        PROTOCOL_ID,
                        "PING within a session, with the header in clear: unmasking it leaves no `protocol-id`",
                        "no answer; a PING after it is answered",
                        FramingCases::unmasked),
                ignored("framing.version-0", VERSION, "`version` 0", packet -> packet.withVersion(0)),
                ignored("framing.version-2", VERSION, "`version` 2", packet -> packet.withVersion(2)),
                ignored("framing.flag-3", FLAG, "`flag` 3", packet -> packet.withFlag(3)),
                new Case(
                        "framing.flag-3-as-handshake",
                        Area.FRAMING,
                        FLAG,
                        "`flag` 3 in a packet that is a right handshake packet otherwise",
                        "no answer",
                        FramingCases::handshakeWithFlag3));
    }

    private static List<Case> authdata() {
        return List.of(
                ignored(
                        "framing.authdata-size-too-small",
                        AUTHDATA_SIZE,
                        "`authdata-size` 31 over 32 bytes",
                        packet -> packet.withAuthdataSize(31)),
                ignored(
                        "framing.authdata-size-beyond-packet",
                        AUTHDATA_SIZE,
                        "`authdata-size` 65535",
                        packet -> packet.withAuthdataSize(0xffff)),
                ignored(
                        "framing.authdata-33",
                        AUTHDATA_32,
                        "a byte more in `authdata`, counted in its size",
                        packet -> packet.withAuthdata(Bytes.concatenate(packet.authdata(), Bytes.of(0)))),
                new Case(
                        "framing.whoareyou-authdata-25",
                        Area.FRAMING,
                        AUTHDATA_24,
                        "a WHOAREYOU, for a request of the node's own, with authdata of 25 bytes",
                        "no answer",
                        dialogue -> ignoresChallenge(dialogue, Bytes.random(25, dialogue.random()))));
    }

    private static Case ignored(String name, Rule rule, String fault, UnaryOperator<RawPacket> spoil) {
        return new Case(
                name,
                Area.FRAMING,
                rule,
                "PING within a session, with " + fault,
                "no answer; a PING after it is answered",
                dialogue -> {
                    Prober prober = dialogue.prober();
                    Session session = prober.establish();
                    Bytes ping = RawMessage.ping(dialogue.requestId(), 1);
                    prober.send(
                            spoil.apply(session.packet(ping)).sealed(session.writeKey(), ping), "PING with " + fault);
                    prober.expectSilence("a packet with " + fault);
                    prober.ping(session);
                });
    }

    private static void empty(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        Session session = prober.establish();
        prober.send(Bytes.EMPTY, "nothing");
        prober.expectSilence("a datagram without content");
        prober.ping(session);
    }

    private static void unmasked(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        Session session = prober.establish();
        RawPacket packet = session.packet(RawMessage.ping(dialogue.requestId(), 1));
        prober.send(Bytes.concatenate(packet.head(), packet.message()), "PING with its header in clear");
        prober.expectSilence("a header in clear");
        prober.ping(session);
    }

    private static void largest(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        prober.provoke(ofSize(prober, RawPacket.SIZE_MAX));
    }

    private static void tooLarge(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        prober.send(ofSize(prober, RawPacket.SIZE_MAX + 1), "an ordinary packet of random content");
        prober.expectSilence("a packet of 1281 bytes");
        prober.ping(prober.establish());
    }

    private static RawPacket ofSize(Prober prober, int size) {
        int headSize = prober.randomPacket().head().size();
        return prober.randomPacket(size - headSize);
    }

    private static void handshakeWithFlag3(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        HandshakeDraft draft = prober.draft(prober.provoke());
        Session session = draft.session();
        prober.adopt(session);
        Bytes ping = RawMessage.ping(dialogue.requestId(), 1);
        RawPacket packet = draft.packet(ping).withFlag(3).sealed(session.writeKey(), ping);
        prober.send(packet, "a handshake packet with `flag` 3");
        prober.expectSilence("a handshake packet with `flag` 3");
    }

    private static void smallest(Dialogue dialogue) {
        Initiation initiation = Initiation.await(dialogue);
        RawPacket challenge = initiation.challenge(0);
        dialogue.require(
                initiation.send(challenge, "WHOAREYOU naming the request").isPresent(),
                "a WHOAREYOU of 63 bytes was not answered by a handshake packet");
    }

    private static void ignoresChallenge(Dialogue dialogue, Bytes authdata) {
        Initiation initiation = Initiation.await(dialogue);
        Prober prober = initiation.prober();
        String what = "WHOAREYOU with authdata of " + authdata.size() + " bytes";
        prober.send(initiation.challenge(0).withAuthdata(authdata), what);
        prober.next(
                        Seen.Sealed.class,
                        packet -> packet.packet() instanceof Packet.Handshake,
                        dialogue.timing().silence())
                .ifPresent(packet -> {
                    throw new UnmetException(what + " was answered: " + packet.summary());
                });
        dialogue.prober().establish();
    }
}
