package io.wayfinder.discovery.wire;

import static io.wayfinder.discovery.wire.Wire.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wayfinder.discovery.wire.Message.FindNode;
import io.wayfinder.discovery.wire.Message.Nodes;
import io.wayfinder.discovery.wire.Message.Ping;
import io.wayfinder.discovery.wire.Message.Pong;
import io.wayfinder.discovery.wire.Message.TalkRequest;
import io.wayfinder.discovery.wire.Message.TalkResponse;
import io.wayfinder.enr.NodeId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.rlp.RLP;

/** Whatever can be said comes back as it was said. jqwik, as it shrinks a failure to the smallest value that fails. */
class RoundTripPropertyTest {

    @Property
    void everyMessageComesBack(@ForAll("messages") Message message) {
        assertEquals(message, ok(Message.class, MessageCodec.decode(MessageCodec.encode(message))));
    }

    @Property
    void everyOrdinaryPacketComesBack(
            @ForAll("nodeIds") NodeId to,
            @ForAll("nodeIds") NodeId from,
            @ForAll("nonces") Nonce nonce,
            @ForAll("blocks") Bytes iv,
            @ForAll("blocks") Bytes key,
            @ForAll("plaintexts") Bytes message) {
        PacketCodec codec = new PacketCodec(PacketCodec.DISCV5);
        Bytes datagram = codec.encodeOrdinary(to, from, nonce, iv, key, message);
        Packet.Ordinary packet = ok(Packet.Ordinary.class, codec.decode(to, datagram));
        assertEquals(from, packet.source());
        assertEquals(nonce, packet.nonce());
        assertEquals(message, codec.open(packet, key));
    }

    @Property
    void everyWhoareyouComesBack(
            @ForAll("nodeIds") NodeId to,
            @ForAll("nonces") Nonce nonce,
            @ForAll("blocks") Bytes iv,
            @ForAll("blocks") Bytes idNonce,
            @ForAll long enrSeq) {
        PacketCodec codec = new PacketCodec(PacketCodec.DISCV5);
        PacketCodec.EncodedWhoareyou encoded = codec.encodeWhoareyou(to, nonce, iv, new IdNonce(idNonce), enrSeq);
        assertEquals(
                new Packet.Whoareyou(encoded.challengeData(), nonce, new IdNonce(idNonce), enrSeq),
                ok(Packet.Whoareyou.class, codec.decode(to, encoded.datagram())));
    }

    @Property
    void everyHandshakeComesBack(
            @ForAll("nodeIds") NodeId to,
            @ForAll("nodeIds") NodeId from,
            @ForAll("nonces") Nonce nonce,
            @ForAll("blocks") Bytes iv,
            @ForAll("signatures") Bytes signature,
            @ForAll("records") Bytes record,
            @ForAll("blocks") Bytes key,
            @ForAll("plaintexts") Bytes message) {
        PacketCodec codec = new PacketCodec(PacketCodec.DISCV5);
        Bytes ephemeralKey = signature.slice(0, 33);
        Bytes datagram = codec.encodeHandshake(to, from, nonce, iv, signature, ephemeralKey, record, key, message);
        Packet.Handshake packet = ok(Packet.Handshake.class, codec.decode(to, datagram));
        assertEquals(from, packet.source());
        assertEquals(signature, packet.idSignature());
        assertEquals(ephemeralKey, packet.ephemeralKey());
        assertEquals(record, packet.record());
        assertEquals(message, codec.open(packet, key));
    }

    @Provide
    Arbitrary<Message> messages() {
        Arbitrary<RequestId> ids = bytes(0, 8).map(RequestId::new);
        Arbitrary<Long> seqs = Arbitraries.longs();
        Arbitrary<Bytes> ips = Arbitraries.oneOf(bytes(4, 4), bytes(16, 16));
        Arbitrary<Integer> distances = Arbitraries.integers().between(0, FindNode.OUT_OF_RANGE);
        Arbitrary<Integer> totals = Arbitraries.integers().between(0, Integer.MAX_VALUE);
        Arbitrary<Bytes> records = bytes(0, 300).map(RLP::encodeValue);
        return Arbitraries.oneOf(
                Combinators.combine(ids, seqs).as(Ping::new),
                Combinators.combine(ids, seqs, ips, Arbitraries.integers().between(0, Pong.PORT_MAX))
                        .as(Pong::new),
                Combinators.combine(ids, distances.list().ofMaxSize(FindNode.DISTANCES_MAX))
                        .as(FindNode::new),
                Combinators.combine(ids, totals, records.list().ofMaxSize(Nodes.RECORDS_MAX))
                        .as(Nodes::new),
                Combinators.combine(ids, bytes(0, 20), bytes(0, 1193)).as(TalkRequest::new),
                Combinators.combine(ids, bytes(0, 1193)).as(TalkResponse::new));
    }

    @Provide
    Arbitrary<NodeId> nodeIds() {
        return bytes(32, 32).map(NodeId::of);
    }

    @Provide
    Arbitrary<Nonce> nonces() {
        return bytes(Nonce.SIZE, Nonce.SIZE).map(Nonce::new);
    }

    @Provide
    Arbitrary<Bytes> blocks() {
        return bytes(16, 16);
    }

    @Provide
    Arbitrary<Bytes> signatures() {
        return bytes(64, 64);
    }

    @Provide
    Arbitrary<Bytes> records() {
        return bytes(0, 300);
    }

    @Provide
    Arbitrary<Bytes> plaintexts() {
        return bytes(0, PacketCodec.handshakeMessageMax(300));
    }

    private static Arbitrary<Bytes> bytes(int sizeMin, int sizeMax) {
        return Arbitraries.bytes()
                .array(byte[].class)
                .ofMinSize(sizeMin)
                .ofMaxSize(sizeMax)
                .map(Bytes::wrap);
    }
}
