package io.wayfinder.discovery.session;

import static io.wayfinder.discovery.session.Layer.START_MS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.wayfinder.crypto.CipherSuite;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.wire.Decoded;
import io.wayfinder.discovery.wire.Message;
import io.wayfinder.discovery.wire.MessageCodec;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.discovery.wire.PacketCodec.EncodedWhoareyou;
import io.wayfinder.discovery.wire.RequestId;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/** The recipient's side against the handshake packets that go-ethereum made for the specification. */
class HandshakeVectorsTest {

    private final PacketCodec codec = new PacketCodec(PacketCodec.DISCV5);
    private final KnownRecords known = new KnownRecords(Layer.CURVE, 10);

    @Test
    void handshakeOfGethWithItsRecordIsAccepted() throws IOException {
        HandshakeCheck.Result.Accepted accepted = accepted("ping-handshake-enr");

        assertEquals(input("ping-handshake-enr", "read-key"), accepted.keys().initiatorKey());
        assertEquals(
                NodeId.of(input("ping-handshake-enr", "src-node-id")),
                accepted.record().nodeId());
        assertEquals(
                new Decoded.Ok<Message>(new Message.Ping(new RequestId(Bytes.of(0, 0, 0, 1)), 1)),
                MessageCodec.decode(accepted.message()));
    }

    @Test
    void handshakeOfGethWithoutItsRecordIsAcceptedWhenThatIsKnown() throws IOException {
        SecretKey key = SecretKey.of(input("ping-handshake", "node-a-key"));
        NodeRecord record = known.keep(Layer.record(key, Endpoint.parse("127.0.0.1:30303"), 1));

        HandshakeCheck.Result.Accepted accepted = accepted("ping-handshake");

        assertEquals(input("ping-handshake", "read-key"), accepted.keys().initiatorKey());
        assertEquals(record, accepted.record());
    }

    private HandshakeCheck.Result.Accepted accepted(String vector) throws IOException {
        SecretKey key = SecretKey.of(input(vector, "node-b-key"));
        NodeId id = NodeId.of(input(vector, "dest-node-id"));
        Packet.Handshake packet = assertInstanceOf(
                Packet.Handshake.class,
                assertInstanceOf(Decoded.Ok.class, codec.decode(id, packet(vector)))
                        .value());
        Handshake handshake = new Handshake(Layer.CURVE, CipherSuite.aes(), key, id, new SplittableRandom(1));
        CurveBudget budget = new CurveBudget(Layer.CURVE, SessionLimits.DEFAULT);
        ChallengeCache challenges = new ChallengeCache(SessionLimits.DEFAULT);
        EncodedWhoareyou whoareyou = new EncodedWhoareyou(Bytes.EMPTY, input(vector, "whoareyou.challenge-data"));
        Peer peer = new Peer(packet.source(), Endpoint.parse("127.0.0.1:30303"));
        HandshakeCheck check = new HandshakeCheck(codec, Layer.CURVE, handshake, known, budget);
        return assertInstanceOf(
                HandshakeCheck.Result.Accepted.class,
                check.check(START_MS, packet, challenges.issue(START_MS, peer, whoareyou, Optional.empty()), false));
    }

    private static Bytes input(String vector, String name) throws IOException {
        String start = "# " + name + " = ";
        String line = lines(vector).stream()
                .filter(each -> each.startsWith(start))
                .findFirst()
                .orElseThrow();
        return Bytes.fromHexString(line.substring(start.length()).strip());
    }

    private static Bytes packet(String vector) throws IOException {
        List<String> hex =
                lines(vector).stream().filter(line -> !line.startsWith("#")).toList();
        return Bytes.fromHexString(String.join("", hex).strip());
    }

    private static List<String> lines(String vector) throws IOException {
        String path = "/vectors/" + vector + ".txt";
        try (InputStream in = Objects.requireNonNull(HandshakeVectorsTest.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        }
    }
}
