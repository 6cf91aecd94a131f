package io.wayfinder.conformance;

import io.wayfinder.crypto.AesCtr;
import io.wayfinder.crypto.AesGcm;
import io.wayfinder.crypto.PublicKey;
import io.wayfinder.enr.DecodedRecord;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** Both sides of the handshake (theory, "Handshake Steps") of a {@link FaultyNode}. */
final class FaultyHandshakes {

    private static final Bytes SIGNATURE_TEXT =
            Bytes.wrap("discovery v5 identity proof".getBytes(StandardCharsets.US_ASCII));
    private static final int SIGNATURE_SIZE = 64;
    private static final int KEY_SIZE = 33;
    private static final int ID_NONCE_SIZE = 16;
    private static final int CHALLENGES_LEAKED_MAX = 800;
    private static final int SESSIONS_FEW = 50;

    private final FaultyNode node;
    private final FaultyAnswers answers;
    private int challenges;

    FaultyHandshakes(FaultyNode node, FaultyAnswers answers) {
        this.node = node;
        this.answers = answers;
    }

    void challenge(Link link, RawPacket packet) {
        RawPacket open = link.challenge;
        if (open != null && age(link).compareTo(lifetime()) < 0) {
            if (node.has(Fault.IGNORES_SECOND_PACKET)) {
                return;
            }
            if (!node.has(Fault.RENEWS_CHALLENGE)) {
                node.send(link.peer.endpoint(), open);
                return;
            }
        }
        challenges++;
        if (node.has(Fault.LEAKS_CHALLENGES) && challenges > CHALLENGES_LEAKED_MAX) {
            return;
        }
        Bytes idNonce = node.has(Fault.ID_NONCE_REUSED)
                ? Bytes.repeat((byte) 1, ID_NONCE_SIZE)
                : Bytes.random(ID_NONCE_SIZE, node.random());
        Bytes nonce =
                node.has(Fault.CHALLENGE_NAMES_NOTHING) ? Bytes.repeat((byte) 0, AesGcm.NONCE_SIZE) : packet.nonce();
        RawPacket challenge = RawPacket.of(
                RawPacket.WHOAREYOU,
                link.peer.id(),
                Bytes.random(AesCtr.IV_SIZE, node.random()),
                nonce,
                Bytes.concatenate(idNonce, Bytes.ofUnsignedLong(enrSeq(link))));
        if (node.has(Fault.MASKING_IV_REUSED)) {
            challenge = node.withFixedIv(challenge);
        }
        link.challenge = challenge;
        link.challengedNs = System.nanoTime();
        node.send(link.peer.endpoint(), challenge);
    }

    private long enrSeq(Link link) {
        Optional<NodeRecord> known = answers.record(link.peer.id());
        if (known.isEmpty()) {
            return node.has(Fault.ENR_SEQ_OF_A_STRANGER) ? 1 : 0;
        }
        long seq = known.get().seq();
        if (node.has(Fault.ENR_SEQ_WRONG)) {
            return seq + 3;
        }
        return node.has(Fault.ENR_SEQ_OF_32_BITS) ? seq & 0xffff_ffffL : seq;
    }

    private Duration lifetime() {
        if (node.has(Fault.CHALLENGE_FORGOTTEN)) {
            return Duration.ofMillis(100);
        }
        return node.has(Fault.CHALLENGE_NEVER_EXPIRES) ? Duration.ofHours(1) : Duration.ofSeconds(1);
    }

    private static Duration age(Link link) {
        return Duration.ofNanos(System.nanoTime() - link.challengedNs);
    }

    /** The recipient's side. */
    void handshake(Endpoint from, RawPacket packet) {
        Bytes authdata = packet.authdata();
        NodeId source = NodeId.of(authdata.slice(0, NodeId.SIZE));
        int signatureSize = authdata.get(NodeId.SIZE) & 0xff;
        int keySize = authdata.get(NodeId.SIZE + 1) & 0xff;
        int keyAt = NodeId.SIZE + 2 + signatureSize;
        if (authdata.size() < keyAt + keySize || !isSize(signatureSize, keySize)) {
            return;
        }
        Bytes signature = authdata.slice(NodeId.SIZE + 2, SIGNATURE_SIZE);
        Bytes key = authdata.slice(keyAt, keySize);
        Bytes record = authdata.slice(keyAt + keySize);
        Link link = node.link(new FaultyNode.Peer(source, from));
        RawPacket challenge = link.challenge;
        if (challenge == null && node.has(Fault.HANDSHAKE_AT_ANY_ENDPOINT)) {
            challenge = node.otherLink(link.peer).map(other -> other.challenge).orElse(null);
        }
        if (challenge == null || (link.challenge != null && age(link).compareTo(lifetime()) >= 0)) {
            if (node.has(Fault.UNASKED_HANDSHAKE_DROPS_SESSION)) {
                link.sessions.clear();
            }
            return;
        }
        Optional<NodeRecord> sender = sender(source, record);
        boolean unknownSender = sender.isEmpty()
                && !(record.isEmpty()
                        ? node.has(Fault.ACCEPTS_NO_RECORD)
                        : node.has(Fault.ACCEPTS_BAD_RECORD) && decode(record) == null);
        Optional<PublicKey> ephemeral = Identity.CURVE.parse(compressed(key));
        if (ephemeral.isEmpty() && node.has(Fault.DIES_OF_BAD_KEY)) {
            node.die();
        }
        if (unknownSender || ephemeral.isEmpty() || !proves(sender, challenge, key, signature)) {
            if (node.has(Fault.FORGED_HANDSHAKE_DROPS_SESSION)) {
                link.sessions.clear();
            }
            return;
        }
        Session session =
                Session.asRecipient(node.identity(), source, ephemeral.get(), challenge.head(), node.random());
        complete(link, session, packet, sender);
    }

    private boolean isSize(int signatureSize, int keySize) {
        return (signatureSize == SIGNATURE_SIZE
                        || (signatureSize == SIGNATURE_SIZE + 1 && node.has(Fault.ACCEPTS_65_BYTE_SIGNATURE)))
                && (keySize == KEY_SIZE || (keySize == 65 && node.has(Fault.ACCEPTS_UNCOMPRESSED_KEY)));
    }

    private static Bytes compressed(Bytes key) {
        return key.size() == KEY_SIZE
                ? key
                : Bytes.concatenate(Bytes.of(2 + (key.get(key.size() - 1) & 1)), key.slice(1, KEY_SIZE - 1));
    }

    /** Whose key the signature is to be checked with: of the record in the packet, or of the one known. */
    private Optional<NodeRecord> sender(NodeId source, Bytes encoded) {
        if (encoded.isEmpty()) {
            return answers.record(source);
        }
        if (encoded.size() >= NodeRecord.SIZE_MAX && node.has(Fault.REFUSES_300_BYTE_RECORD)) {
            return Optional.empty();
        }
        Bytes exact = encoded;
        if (node.has(Fault.IGNORES_BYTES_BEHIND_RECORD) && decode(encoded) == null) {
            exact = encoded.slice(0, encoded.size() - 1);
        }
        NodeRecord record = decode(exact);
        boolean mine = record != null && (record.nodeId().equals(source) || node.has(Fault.ACCEPTS_RECORD_OF_ANOTHER));
        return mine ? Optional.ofNullable(record) : Optional.empty();
    }

    private static @Nullable NodeRecord decode(Bytes encoded) {
        return NodeRecord.decode(encoded, Identity.CURVE) instanceof DecodedRecord.Valid valid ? valid.record() : null;
    }

    private boolean proves(Optional<NodeRecord> sender, RawPacket challenge, Bytes key, Bytes signature) {
        if (sender.isEmpty() || node.has(Fault.SIGNATURE_UNCHECKED)) {
            return true;
        }
        Bytes hash = HandshakeDraft.sha256(Bytes.concatenate(
                SIGNATURE_TEXT, challenge.head(), key, node.identity().nodeId().bytes()));
        return Identity.CURVE.verify(hash, signature, sender.get().publicKey());
    }

    private void complete(Link link, Session session, RawPacket packet, Optional<NodeRecord> sender) {
        Bytes plaintext = session.open(packet.nonce(), packet.head(), packet.message());
        if (plaintext == null && !node.has(Fault.ACCEPTS_UNREADABLE_HANDSHAKE)) {
            if (node.has(Fault.FORGED_HANDSHAKE_DROPS_SESSION)) {
                link.sessions.clear();
            }
            return;
        }
        if (!node.has(Fault.ACCEPTS_REPLAYED_HANDSHAKE)) {
            link.challenge = null;
        }
        link.sessions.addFirst(session);
        if (node.has(Fault.FEW_SESSIONS) && node.links().size() > SESSIONS_FEW) {
            node.links().values().removeIf(other -> other != link);
        }
        sender.ifPresent(answers::meet);
        if (plaintext != null) {
            answers.take(link, session, plaintext);
        }
    }

    /** The initiator's side: a WHOAREYOU for a request of the node's own. */
    void whoareyou(Endpoint from, RawPacket packet) {
        Optional<Link> asked = node.links().values().stream()
                .filter(link -> link.peer.endpoint().equals(from))
                .filter(link -> link.requests.containsKey(packet.nonce())
                        || node.has(Fault.ANSWERS_ANY_WHOAREYOU)
                        || node.has(Fault.FORGED_WHOAREYOU_DROPS_SESSION))
                .filter(link -> answers.record(link.peer.id()).isPresent())
                .findFirst();
        if (asked.isEmpty() || node.has(Fault.IGNORES_WHOAREYOU)) {
            return;
        }
        Link link = asked.get();
        Bytes plaintext = link.requests.remove(packet.nonce());
        if (plaintext == null && node.has(Fault.FORGED_WHOAREYOU_DROPS_SESSION)) {
            link.sessions.clear();
            return;
        }
        if (plaintext == null || node.has(Fault.SENDS_ANOTHER_REQUEST)) {
            plaintext = RawMessage.talkRequest(Bytes.of(1, 2, 3), Bytes.of(1), Bytes.EMPTY);
        }
        long enrSeq = packet.authdata().size() < 24 ? 0 : packet.authdata().getLong(ID_NONCE_SIZE);
        PublicKey theirs = answers.record(link.peer.id()).orElseThrow().publicKey();
        HandshakeDraft draft =
                new HandshakeDraft(node.identity(), new Target(theirs, from), packet.head(), enrSeq, node.random());
        if (node.has(Fault.OMITS_RECORD)) {
            draft.record(Bytes.EMPTY);
        }
        if (node.has(Fault.ALWAYS_SENDS_RECORD)) {
            draft.record(node.identity().record().encoded());
        }
        if (node.has(Fault.SIGNS_WRONGLY)) {
            draft.idSignature(Bytes.random(SIGNATURE_SIZE, node.random()));
        }
        RawPacket answer = draft.packet(plaintext);
        if (node.has(Fault.HANDSHAKE_UNDER_OLD_NONCE)) {
            answer = answer.withNonce(packet.nonce()).sealed(draft.session().writeKey(), plaintext);
        }
        link.sessions.addFirst(draft.session());
        node.send(from, answer);
    }
}
