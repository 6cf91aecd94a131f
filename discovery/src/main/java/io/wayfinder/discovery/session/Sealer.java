package io.wayfinder.discovery.session;

import io.wayfinder.crypto.PublicKey;
import io.wayfinder.discovery.session.SessionLayer.Sealed;
import io.wayfinder.discovery.wire.IdNonce;
import io.wayfinder.discovery.wire.Nonce;
import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.discovery.wire.PacketCodec.EncodedWhoareyou;
import io.wayfinder.enr.NodeId;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;

/** Makes the packets that we send, each with random bytes of its own, and has their nonces remembered. */
final class Sealer {

    private static final int IV_SIZE = 16;

    /** A sealed PING has this size, so that a probe looks like one; and its WHOAREYOU, 63 bytes, is smaller. */
    private static final int PROBE_CONTENT_SIZE = 36;

    private final NodeId localId;
    private final PacketCodec codec;
    private final RandomGenerator secrets;
    private final SentNonces sentNonces;

    Sealer(NodeId localId, PacketCodec codec, RandomGenerator secrets, SentNonces sentNonces) {
        this.localId = localId;
        this.codec = codec;
        this.secrets = secrets;
        this.sentNonces = sentNonces;
    }

    Sealed ordinary(long nowMs, Session session, KeySet keys, Bytes message) {
        Nonce nonce = keys.nextNonce(secrets);
        Peer peer = session.peer();
        sentNonces.remember(nowMs, nonce, peer, session.key(), keys.number());
        keys.use(nowMs);
        Bytes datagram = codec.encodeOrdinary(peer.id(), localId, nonce, random(IV_SIZE), keys.sealingKey(), message);
        return new Sealed(datagram, nonce, keys.number());
    }

    /** What nobody can read, and challenges us for. */
    Bytes probe(long nowMs, Peer peer, PublicKey key) {
        Nonce nonce = new Nonce(random(Nonce.SIZE));
        sentNonces.remember(nowMs, nonce, peer, key, 0);
        return codec.encodeRandom(peer.id(), localId, nonce, random(IV_SIZE), random(PROBE_CONTENT_SIZE));
    }

    /** @param record empty to send none */
    Bytes handshake(
            long nowMs, Session session, KeySet keys, Handshake.Proposal proposal, Bytes record, Bytes message) {
        Nonce nonce = keys.nextNonce(secrets);
        Peer peer = session.peer();
        sentNonces.remember(nowMs, nonce, peer, session.key(), keys.number());
        return codec.encodeHandshake(
                peer.id(),
                localId,
                nonce,
                random(IV_SIZE),
                proposal.idSignature(),
                proposal.ephemeralKey(),
                record,
                keys.sealingKey(),
                message);
    }

    EncodedWhoareyou whoareyou(NodeId to, Nonce nonce, long enrSeq) {
        return codec.encodeWhoareyou(to, nonce, random(IV_SIZE), new IdNonce(random(IdNonce.SIZE)), enrSeq);
    }

    private Bytes random(int size) {
        byte[] bytes = new byte[size];
        secrets.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }
}
