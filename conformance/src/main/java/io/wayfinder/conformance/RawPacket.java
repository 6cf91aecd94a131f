package io.wayfinder.conformance;

import io.wayfinder.crypto.AesCtr;
import io.wayfinder.crypto.AesGcm;
import io.wayfinder.enr.NodeId;
import java.nio.charset.StandardCharsets;
import org.apache.tuweni.bytes.Bytes;

/**
 * A packet with every field open (wire, "Packet Encoding"). The factories make sane ones; the {@code with} methods change
 * one field. Seal the message last: the header is its additional data.
 *
 * @param maskedFor whose node ID masks the header; a sane sender takes the recipient's
 * @param authdataSize as the header says, whatever {@code authdata} has
 * @param message what follows the header, sealed or not
 */
record RawPacket(
        Bytes maskingIv,
        NodeId maskedFor,
        Bytes protocolId,
        int version,
        int flag,
        Bytes nonce,
        int authdataSize,
        Bytes authdata,
        Bytes message) {

    static final Bytes PROTOCOL_ID = Bytes.wrap("discv5".getBytes(StandardCharsets.US_ASCII));
    static final int VERSION = 1;

    static final int ORDINARY = 0;
    static final int WHOAREYOU = 1;
    static final int HANDSHAKE = 2;

    static final int SIZE_MIN = 63;
    static final int SIZE_MAX = 1280;

    static RawPacket of(int flag, NodeId to, Bytes maskingIv, Bytes nonce, Bytes authdata) {
        return new RawPacket(maskingIv, to, PROTOCOL_ID, VERSION, flag, nonce, authdata.size(), authdata, Bytes.EMPTY);
    }

    RawPacket withMaskedFor(NodeId other) {
        return new RawPacket(maskingIv, other, protocolId, version, flag, nonce, authdataSize, authdata, message);
    }

    RawPacket withProtocolId(Bytes other) {
        return new RawPacket(maskingIv, maskedFor, other, version, flag, nonce, authdataSize, authdata, message);
    }

    RawPacket withVersion(int other) {
        return new RawPacket(maskingIv, maskedFor, protocolId, other, flag, nonce, authdataSize, authdata, message);
    }

    RawPacket withFlag(int other) {
        return new RawPacket(maskingIv, maskedFor, protocolId, version, other, nonce, authdataSize, authdata, message);
    }

    RawPacket withNonce(Bytes other) {
        return new RawPacket(maskingIv, maskedFor, protocolId, version, flag, other, authdataSize, authdata, message);
    }

    RawPacket withAuthdataSize(int other) {
        return new RawPacket(maskingIv, maskedFor, protocolId, version, flag, nonce, other, authdata, message);
    }

    /** The authdata and its size. */
    RawPacket withAuthdata(Bytes other) {
        return new RawPacket(maskingIv, maskedFor, protocolId, version, flag, nonce, other.size(), other, message);
    }

    RawPacket withMessage(Bytes other) {
        return new RawPacket(maskingIv, maskedFor, protocolId, version, flag, nonce, authdataSize, authdata, other);
    }

    RawPacket sealed(Bytes key, Bytes plaintext) {
        return withMessage(new AesGcm().seal(key, nonce, head(), plaintext));
    }

    /** {@code masking-iv || header}. */
    Bytes head() {
        return Bytes.concatenate(
                maskingIv,
                protocolId,
                Bytes.ofUnsignedShort(version),
                Bytes.of((byte) flag),
                nonce,
                Bytes.ofUnsignedShort(authdataSize),
                authdata);
    }

    Bytes datagram() {
        Bytes maskingKey = maskedFor.bytes().slice(0, AesCtr.KEY_SIZE);
        Bytes masked = new AesCtr().apply(maskingKey, maskingIv, head().slice(maskingIv.size()));
        return Bytes.concatenate(maskingIv, masked, message);
    }
}
