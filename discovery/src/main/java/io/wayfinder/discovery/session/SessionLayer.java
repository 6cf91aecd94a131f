package io.wayfinder.discovery.session;

import io.wayfinder.crypto.PublicKey;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.session.ChallengeCache.Challenge;
import io.wayfinder.discovery.session.Session.Tentative;
import io.wayfinder.discovery.wire.Nonce;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.discovery.wire.PacketCodec.EncodedWhoareyou;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Packets to messages and messages to packets, under the keys of sessions that it makes and keeps (theory, "Sessions";
 * protocol-notes, "Sessions"). Confined to one thread. It sends nothing itself: what it returns is to be sent.
 */
public final class SessionLayer {

    private final NodeId localId;
    private final PacketCodec codec;
    private final KnownRecords known;
    private final SessionLimits limits;
    private final Handshake handshake;
    private final CurveBudget budget;
    private final HandshakeCheck check;
    private final SessionCache sessions;
    private final ChallengeCache challenges;
    private final SentNonces sentNonces;
    private final Sealer sealer;

    /** Sessions with tentative keys, by when those are dropped: no more than nonces that a challenge could name. */
    private final LinkedHashMap<Peer, Session> proposed = new LinkedHashMap<>();

    private final SessionCounters counters = new SessionCounters();
    private NodeRecord local;
    private long lastKeys;

    public SessionLayer(
            SecretKey key,
            NodeRecord local,
            PacketCodec codec,
            Secp256k1 curve,
            RandomGenerator secrets,
            KnownRecords known,
            SessionLimits limits) {
        this.localId = local.nodeId();
        this.local = local;
        this.codec = codec;
        this.known = known;
        this.limits = limits;
        this.handshake = new Handshake(curve, codec.suite(), key, localId, secrets);
        this.budget = new CurveBudget(curve, limits);
        this.check = new HandshakeCheck(codec, curve, handshake, known, budget);
        this.sessions = new SessionCache(limits);
        this.challenges = new ChallengeCache(limits);
        this.sentNonces = new SentNonces(limits);
        this.sealer = new Sealer(localId, codec, secrets, sentNonces);
    }

    /** The record to announce from now on. */
    public void announce(NodeRecord local) {
        this.local = local;
    }

    /**
     * Sessions of members of the table are evicted last, and their handshakes have a share of the budget of their own.
     */
    public void member(NodeId id, boolean isMember) {
        sessions.member(id, isMember);
    }

    /** Sessions of nodes with open requests are evicted last. */
    public void awaited(NodeId id, boolean isAwaited) {
        sessions.awaited(id, isAwaited);
    }

    public SessionEvent receive(long nowMs, Endpoint from, Packet packet) {
        return switch (packet) {
            case Packet.Ordinary ordinary -> receiveOrdinary(nowMs, from, ordinary);
            case Packet.Whoareyou whoareyou -> receiveWhoareyou(nowMs, from, whoareyou);
            case Packet.Handshake received -> receiveHandshake(nowMs, from, received);
        };
    }

    /** An ordinary packet, its nonce, and the number of the key set that its message is sealed under. */
    public record Sealed(Bytes datagram, Nonce nonce, long keys) {}

    /**
     * The number of the key set that both sides have proved and that is newest, or was agreed on; 0 when there is none.
     */
    public long currentKeys(Peer peer) {
        Session session = sessions.get(peer);
        return session == null ? 0 : session.currentKeys();
    }

    /** A request; null when it must wait for a session, which {@link #dial} asks for. */
    public @Nullable Sealed seal(long nowMs, Peer peer, Bytes message) {
        Session session = sessions.get(peer);
        KeySet keys = session == null ? null : session.forRequests(nowMs);
        return session == null || keys == null ? null : seal(nowMs, session, keys, message);
    }

    /**
     * Whether the peer seems to have refused its current keys, and has neither used those that we proposed since nor
     * shown that it still has the old ones. {@link #seal} may use the old ones all the same; then {@link #dial} too.
     */
    public boolean isDoubtful(long nowMs, Peer peer) {
        Session session = sessions.get(peer);
        return session != null && session.isDoubtful(nowMs);
    }

    /** Whether the peer's handshake is to be expected and none of ours: we have challenged it, and proposed no keys. */
    public boolean awaitsHandshake(long nowMs, Peer peer) {
        return tentative(nowMs, peer) == null && challenges.get(nowMs, peer) != null;
    }

    /** Whether we share more than one key set with the peer, or may; it may keep but one. */
    public boolean isAmbiguous(long nowMs, Peer peer) {
        Session session = sessions.get(peer);
        return session != null && session.readable(nowMs).size() > 1;
    }

    /** The answer to what came under the key set of this number; null when neither it nor a newer one is left. */
    public @Nullable Sealed sealAnswer(long nowMs, Peer peer, long number, Bytes message) {
        Session session = sessions.get(peer);
        KeySet keys = session == null ? null : session.forAnswer(nowMs, number);
        return session == null || keys == null ? null : seal(nowMs, session, keys, message);
    }

    /**
     * What makes the peer challenge us, or accept the handshake packet that it may not have got: that packet again, for
     * the case that it was lost, and its message under the same keys, for the case that only the answer was. The second
     * also provokes a new challenge when the old one has expired at the peer. Nothing right after a handshake packet
     * was sent.
     */
    public List<Bytes> dial(long nowMs, Peer peer, PublicKey key) {
        Session session = sessions.get(peer);
        Tentative tentative = session == null ? null : session.tentative(nowMs);
        if (session == null || tentative == null) {
            return List.of(sealer.probe(nowMs, peer, key));
        }
        if (nowMs - tentative.sentMs() < limits.tentativeMs() / 2) {
            return List.of();
        }
        propose(nowMs, session, tentative.sentAgain(nowMs));
        return List.of(tentative.datagram(), sealAgain(nowMs, session, tentative));
    }

    /** The largest message that {@link #answer} to this challenge can carry. */
    public int answerMax(SessionEvent.Challenged challenged) {
        return PacketCodec.handshakeMessageMax(recordFor(challenged.challenge()).size());
    }

    /** What answers a challenge. */
    public record Answer(List<Bytes> datagrams, long keys) {}

    /**
     * The handshake packet that answers a challenge and carries {@code message}, at most {@link #answerMax} bytes. When
     * the challenge has most likely expired it is followed by the same message under the same keys, which provokes a
     * new one.
     */
    public Answer answer(long nowMs, SessionEvent.Challenged challenged, Bytes message) {
        Peer peer = challenged.peer();
        Handshake.Proposal proposal = handshake.initiate(
                peer.id(), challenged.key(), challenged.challenge().head());
        KeySet keys = new KeySet(++lastKeys, true, proposal.keys());
        Session session = sessionOf(peer, challenged.key());
        Bytes record = recordFor(challenged.challenge());
        Bytes datagram = sealer.handshake(nowMs, session, keys, proposal, record, message);
        Tentative replaced = session.tentative(nowMs);
        int attempt = replaced != null && isOfAttempt(challenged.refused(), peer) ? replaced.attempt() + 1 : 1;
        Tentative tentative = new Tentative(keys, challenged.refused(), attempt, datagram, message, nowMs);
        propose(nowMs, session, tentative);
        counters.handshakesSent++;
        List<Bytes> datagrams =
                challenged.late() ? List.of(datagram, sealAgain(nowMs, session, tentative)) : List.of(datagram);
        return new Answer(datagrams, keys.number());
    }

    /** Drops what has expired. Returns the peers that have not taken up a handshake of ours in time. */
    public List<Peer> tick(long nowMs) {
        challenges.expire(nowMs);
        sentNonces.expire(nowMs);
        List<Peer> silent = new ArrayList<>();
        while (!proposed.isEmpty() && proposed.firstEntry().getValue().tentativeDueMs() <= nowMs) {
            Session session = proposed.pollFirstEntry().getValue();
            silent.add(session.peer());
            if (!session.dropTentative() && sessions.get(session.peer()) == session) {
                sessions.remove(session.peer());
            }
        }
        return silent;
    }

    /** When {@link #tick} will next return someone. What expires for no one's benefit is dropped at the next chance. */
    public long nextDeadlineMs() {
        return proposed.isEmpty()
                ? Long.MAX_VALUE
                : proposed.firstEntry().getValue().tentativeDueMs();
    }

    /** Totals since the start, and current sizes, by metric name. */
    public Map<String, Long> counters() {
        Map<String, Long> all = counters.totals();
        challenges.count(all);
        sessions.count(all);
        sentNonces.count(all);
        known.count(all);
        return all;
    }

    private SessionEvent receiveOrdinary(long nowMs, Endpoint from, Packet.Ordinary packet) {
        if (packet.source().equals(localId)) {
            return dropped(SessionDrop.OWN_ID);
        }
        Peer peer = new Peer(packet.source(), from);
        Session session = sessions.get(peer);
        if (session != null) {
            for (KeySet keys : session.readable(nowMs)) {
                Bytes message = codec.open(packet, keys.openingKey());
                if (message != null) {
                    return opened(nowMs, session, keys, message);
                }
            }
        }
        return challenge(nowMs, peer, packet);
    }

    private SessionEvent opened(long nowMs, Session session, KeySet keys, Bytes message) {
        keys.use(nowMs);
        sessions.touch(session);
        Tentative tentative = session.tentative(nowMs);
        if (tentative == null || tentative.keys() != keys) {
            return new SessionEvent.Opened(session.peer(), keys.number(), message, session.confirm(nowMs, keys));
        }
        proposed.remove(session.peer());
        session.prove(nowMs, keys);
        counters.handshakesProved++;
        return new SessionEvent.Established(
                session.peer(),
                keys.number(),
                message,
                tentative.refused(),
                known.get(session.peer().id()));
    }

    // One challenge per peer, the same bytes for as long as it lives: whoever answers any copy of it is answering this
    // one.
    private SessionEvent challenge(long nowMs, Peer peer, Packet.Ordinary packet) {
        Challenge challenge = challenges.get(nowMs, peer);
        if (challenge == null) {
            Optional<NodeRecord> record = known.get(peer.id());
            long enrSeq = record.map(NodeRecord::seq).orElse(0L);
            EncodedWhoareyou whoareyou = sealer.whoareyou(peer.id(), packet.nonce(), enrSeq);
            challenge = challenges.issue(nowMs, peer, whoareyou, record);
            counters.challengesIssued++;
        } else {
            counters.challengesRepeated++;
        }
        // No amplification of what may come from a forged address.
        assert challenge.datagram().size()
                <= packet.head().size() + packet.ciphertext().size();
        return new SessionEvent.Challenge(peer.endpoint(), challenge.datagram());
    }

    private SessionEvent receiveWhoareyou(long nowMs, Endpoint from, Packet.Whoareyou packet) {
        SentNonces.Sent sent = sentNonces.take(nowMs, packet.nonce(), from);
        if (sent == null) {
            return dropped(SessionDrop.UNKNOWN_NONCE);
        }
        Tentative tentative = tentative(nowMs, sent.peer());
        long tentativeKeys = tentative == null ? 0 : tentative.keys().number();
        if (tentative != null
                && isOfAttempt(sent.keys(), sent.peer())
                && tentative.attempt() >= limits.attemptsInARow()) {
            return dropped(SessionDrop.TOO_MANY_CHALLENGES);
        }
        // Whom we dial challenges us once. A peer that we answer could challenge each answer, at no cost to itself.
        boolean bidden = sent.keys() == 0 || sent.keys() == tentativeKeys;
        if (!bidden && !budget.takeHandshake(nowMs, isMemberAtHome(sent.peer()))) {
            return dropped(SessionDrop.OVER_BUDGET);
        }
        // The answer takes about as long to the peer as the packet did that it issued the challenge for.
        boolean late = nowMs - sent.sentMs() >= limits.challengeMs();
        return new SessionEvent.Challenged(sent.peer(), sent.key(), packet, late, sent.keys(), tentativeKeys);
    }

    /** Whether the keys are of a handshake of ours that has led to nothing yet, the last one or one before. */
    private boolean isOfAttempt(long keys, Peer peer) {
        return keys > currentKeys(peer);
    }

    private SessionEvent receiveHandshake(long nowMs, Endpoint from, Packet.Handshake packet) {
        if (packet.source().equals(localId)) {
            return dropped(SessionDrop.OWN_ID);
        }
        Peer peer = new Peer(packet.source(), from);
        Challenge challenge = challenges.get(nowMs, peer);
        if (challenge == null) {
            return dropped(SessionDrop.NO_CHALLENGE);
        }
        if (challenge.failures() >= limits.failuresPerChallenge()) {
            return dropped(SessionDrop.TOO_MANY_FAILURES);
        }
        return switch (check.check(nowMs, packet, challenge, isMemberAtHome(peer))) {
            case HandshakeCheck.Result.Accepted accepted -> accepted(nowMs, peer, accepted);
            case HandshakeCheck.Result.Refused refused -> {
                challenge.fail();
                yield dropped(refused.reason());
            }
        };
    }

    private SessionEvent accepted(long nowMs, Peer peer, HandshakeCheck.Result.Accepted accepted) {
        challenges.close(peer);
        Session session = sessionOf(peer, accepted.record().publicKey());
        KeySet keys = new KeySet(++lastKeys, false, accepted.keys());
        session.prove(nowMs, keys);
        sessions.touch(session);
        counters.handshakesAccepted++;
        return new SessionEvent.Established(peer, keys.number(), accepted.message(), 0, Optional.of(accepted.record()));
    }

    /** At another endpoint anyone could claim to be the member, and empty the members' share of the budget. */
    private boolean isMemberAtHome(Peer peer) {
        if (!sessions.isMember(peer.id())) {
            return false;
        }
        Optional<Endpoint> endpoint = Optional.of(peer.endpoint());
        return known.get(peer.id())
                .filter(record ->
                        record.udp4().equals(endpoint) || record.udp6().equals(endpoint))
                .isPresent();
    }

    private Session sessionOf(Peer peer, PublicKey key) {
        Session session = sessions.get(peer);
        if (session == null) {
            session = new Session(peer, key, localId.compareTo(peer.id()) < 0, limits);
            sessions.add(session);
        }
        return session;
    }

    private void propose(long nowMs, Session session, Tentative tentative) {
        session.propose(nowMs, tentative);
        proposed.putLast(session.peer(), session);
    }

    private Bytes sealAgain(long nowMs, Session session, Tentative tentative) {
        return seal(nowMs, session, tentative.keys(), tentative.message()).datagram();
    }

    private @Nullable Tentative tentative(long nowMs, Peer peer) {
        Session session = sessions.get(peer);
        return session == null ? null : session.tentative(nowMs);
    }

    private Sealed seal(long nowMs, Session session, KeySet keys, Bytes message) {
        return sealer.ordinary(nowMs, session, keys, message);
    }

    /**
     * Our record when the challenger's is older, or it has none (wire, "Handshake Message Packet"); empty otherwise.
     */
    private Bytes recordFor(Packet.Whoareyou challenge) {
        boolean newer = Long.compareUnsigned(local.seq(), challenge.enrSeq()) > 0;
        return newer || challenge.enrSeq() == 0 ? local.encoded() : Bytes.EMPTY;
    }

    private SessionEvent dropped(SessionDrop reason) {
        counters.dropped(reason);
        return new SessionEvent.Dropped(reason);
    }
}
