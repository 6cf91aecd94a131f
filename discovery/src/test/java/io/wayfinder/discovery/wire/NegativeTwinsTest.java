package io.wayfinder.discovery.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.wayfinder.crypto.AesGcm;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published vectors with one byte changed: the file names what must become of each. */
class NegativeTwinsTest {

    private static final String UNAUTHENTIC = "UNAUTHENTIC";

    private final PacketCodec codec = new PacketCodec(PacketCodec.DISCV5);

    static Stream<String> twins() {
        return Vector.lines("negative-twins").stream().filter(line -> !line.isBlank() && !line.startsWith("#"));
    }

    @ParameterizedTest
    @MethodSource("twins")
    void twinOfAPublishedVectorIsRefused(String line) {
        String[] fields = line.split(" ", -1);
        Vector vector = Vector.load(fields[0]);
        Bytes twin = vector.twin(Integer.parseInt(fields[1]), Integer.parseInt(fields[2], 16));
        String verdict = switch (fields[0]) {
            case "id-nonce-signing" -> signatureVerdict(vector, twin);
            case "aes-gcm" -> ciphertextVerdict(vector, twin);
            default -> packetVerdict(vector, twin);
        };
        assertEquals(fields[3], verdict);
    }

    /** Every bit, without an expectation of its own for each: none may leave a packet what it was. */
    @ParameterizedTest
    @ValueSource(strings = {"ping-message", "whoareyou", "ping-handshake", "ping-handshake-enr"})
    void noBitOfAPublishedPacketCanFlip(String name) {
        Vector vector = Vector.load(name);
        for (int bit = 0; bit < vector.bytes().size() * Byte.SIZE; bit++) {
            String verdict = packetVerdict(vector, vector.twin(bit / Byte.SIZE, 1 << (bit % Byte.SIZE)));
            assertNotEquals("AUTHENTIC", verdict, "bit " + bit);
        }
    }

    @Test
    void eachVectorHasATwin() {
        for (String name : new String[] {"ping-message", "whoareyou", "ping-handshake", "ping-handshake-enr"}) {
            assertNotEquals(
                    0, twins().filter(line -> line.startsWith(name + " ")).count(), name);
        }
    }

    private String packetVerdict(Vector vector, Bytes twin) {
        return switch (codec.decode(vector.nodeId("dest-node-id"), twin)) {
            case Decoded.Rejected<Packet> rejected -> rejected.reason().name();
            case Decoded.Ok<Packet> decoded ->
                switch (decoded.value()) {
                    case Packet.Ordinary packet -> verdict(codec.open(packet, vector.bytes("read-key")) == null);
                    case Packet.Handshake packet -> verdict(codec.open(packet, vector.bytes("read-key")) == null);
                    case Packet.Whoareyou packet ->
                        packet.head().equals(vector.bytes("whoareyou.challenge-data")) ? "AUTHENTIC" : "ALTERED";
                };
        };
    }

    private static String signatureVerdict(Vector vector, Bytes twin) {
        Secp256k1 curve = Secp256k1.provider();
        SecretKey key = SecretKey.of(vector.bytes("static-key"));
        return verdict(!curve.verify(CryptoVectorsTest.idDigest(vector), twin, curve.publicKey(key)));
    }

    private static String ciphertextVerdict(Vector vector, Bytes twin) {
        Bytes opened =
                new AesGcm().open(vector.bytes("encryption-key"), vector.bytes("nonce"), vector.bytes("ad"), twin);
        return verdict(opened == null);
    }

    private static String verdict(boolean refused) {
        return refused ? UNAUTHENTIC : "AUTHENTIC";
    }
}
