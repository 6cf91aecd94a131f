package io.wayfinder.discovery.session;

import io.wayfinder.crypto.PublicKey;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.wire.IdNonce;
import io.wayfinder.discovery.wire.IdSignature;
import io.wayfinder.discovery.wire.Nonce;
import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.enr.NodeId;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;

/** What one can send who holds no key of the node it claims to be. */
final class Forger {

    static final Nonce NONCE = new Nonce(Bytes.fromHexString("0x0102030405060708090a0b0c"));
    static final Bytes IV = Bytes.fromHexString("0x101112131415161718191a1b1c1d1e1f");

    private Forger() {}

    /** An ordinary packet, as if from {@code from}. */
    static Bytes ordinary(NodeId from, Layer to) {
        return to.codec.encodeRandom(to.id(), from, NONCE, IV, Bytes.repeat((byte) 0x55, 40));
    }

    /** A WHOAREYOU for a packet that is not known. */
    static Bytes whoareyou(Layer to) {
        IdNonce idNonce = new IdNonce(Bytes.repeat((byte) 0x66, IdNonce.SIZE));
        return to.codec.encodeWhoareyou(to.id(), NONCE, IV, idNonce, 0).datagram();
    }

    /** A handshake packet as if from {@code victim}, signed by {@code signer} instead, who knows the challenge. */
    static Bytes handshake(Layer signer, Layer victim, Layer to, Bytes whoareyou) {
        return handshake(signer.key, victim.id(), to, victim.decode(whoareyou).head(), victim.record.encoded());
    }

    static Bytes handshake(SecretKey signer, NodeId from, Layer to, Bytes challengeData, Bytes record) {
        SecretKey ephemeral = SecretKey.generate(new SplittableRandom(99));
        PublicKey ephemeralKey = Layer.CURVE.publicKey(ephemeral);
        Bytes signature =
                Layer.CURVE.sign(IdSignature.digest(challengeData, ephemeralKey.compressed(), to.id()), signer);
        return handshake(from, to, signature, ephemeralKey.compressed(), record);
    }

    static Bytes handshake(NodeId from, Layer to, Bytes signature, Bytes ephemeralKey, Bytes record) {
        // A codec of its own, since one refuses to use a nonce twice in a row.
        return new PacketCodec(PacketCodec.DISCV5)
                .encodeHandshake(
                        to.id(),
                        from,
                        NONCE,
                        IV,
                        signature,
                        ephemeralKey,
                        record,
                        Bytes.repeat((byte) 1, 16),
                        Layer.HELLO);
    }
}
