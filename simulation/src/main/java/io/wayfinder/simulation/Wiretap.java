package io.wayfinder.simulation;

import io.wayfinder.crypto.PublicKey;
import io.wayfinder.discovery.wire.Decoded;
import io.wayfinder.discovery.wire.Message;
import io.wayfinder.discovery.wire.MessageCodec;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.discovery.wire.SessionKeys;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.NodeId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Reads all that honest nodes say to each other: it has their secret keys, and computes from a handshake packet and the
 * challenge before it what its recipient would. So the invariants see messages without a view of the core.
 */
final class Wiretap implements Watcher {

    /** A packet is on its way for less. */
    private static final long REMEMBERED_MS = 5_000;

    /** Key sets kept for two nodes, the last used first: more than either keeps. */
    private static final int SETS_MAX = 16;

    /** Of those that were only proposed: whose handshakes come to nothing may make dozens, and old keys stay in use. */
    private static final int PROPOSED_MAX = 8;

    private static final int CHALLENGES_MAX = 8;

    private static final Endpoint NOWHERE = Endpoint.of(IpAddress.of(Bytes.ofUnsignedInt(0)), 0);

    private final World world;
    private final PacketCodec codec;
    private final SplittableRandom unused = new SplittableRandom(0);
    private final Map<Endpoint, HonestNode> nodes = new LinkedHashMap<>();
    /** Those behind a NAT, by its public address: they have it to themselves. */
    private final Map<IpAddress, HonestNode> behindNat = new LinkedHashMap<>();

    private final Map<NodeId, HonestNode> byId = new LinkedHashMap<>();
    /** By the numbers of two identities, the lower first: one that comes back is the same. */
    private final Ways<Line> lines = new Ways<>(Line::new);
    /** By the start of the masking IV, which is random. */
    private final LinkedHashMap<Long, Overheard> underWay = new LinkedHashMap<>();

    private @Nullable Overheard current;
    private @Nullable Packet packet;
    private @Nullable Overheard arriving;
    private Endpoint arrivingFrom = NOWHERE;

    /** What is known between two nodes. */
    private static final class Line {
        final List<KeysInUse> sets = new ArrayList<>();
        /** The heads of the WHOAREYOUs that have reached the one with the lower number, and the other. */
        final Deque<Bytes> challengesToLow = new ArrayDeque<>();

        final Deque<Bytes> challengesToHigh = new ArrayDeque<>();
    }

    Wiretap(World world) {
        this.world = world;
        codec = world.codec();
    }

    /** The packet that is being sent or delivered; null when no honest node sent it to an honest one. */
    @Nullable
    Overheard current() {
        return current;
    }

    /** The packet that is being delivered to an honest node, as that decodes it; null when it is none. */
    @Nullable
    Packet packet() {
        return packet;
    }

    /** The honest node that is or was at the endpoint, or behind it. */
    @Nullable
    HonestNode nodeAt(Endpoint endpoint) {
        HonestNode node = nodes.get(endpoint);
        return node == null ? behindNat.get(endpoint.address()) : node;
    }

    /** The honest node with this ID, if it is one. */
    @Nullable
    HonestNode node(NodeId id) {
        return byId.get(id);
    }

    /** What both may read under, the last used first. */
    List<KeysInUse> sets(HonestNode one, HonestNode other) {
        return line(one, other).sets;
    }

    @Override
    public void started(HonestNode node) {
        Nat nat = node.nat();
        if (nat == null) {
            nodes.put(node.endpoint(), node);
        } else {
            behindNat.put(nat.address(), node);
        }
        if (byId.put(node.id(), node) != null) {
            byId.values().forEach(other -> sets(node, other).forEach(keys -> keys.forgotten(node)));
        }
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        current = by instanceof HonestNode sender ? overhear(sender, from, to, datagram) : null;
        if (current != null) {
            world.forgetOld(underWay, Overheard::sentMs, REMEMBERED_MS);
            underWay.putLast(datagram.getLong(0), current);
            if (arriving != null && current.by() == arriving.to() && current.packet() instanceof Packet.Whoareyou) {
                arriving = null;
            }
        }
    }

    /** What it did not challenge it has read. */
    @Override
    public void settled(HonestNode node) {
        if (arriving != null && arriving.keys() != null && arriving.packet() instanceof Packet.Ordinary) {
            arriving.keys().opened(node, arrivingFrom, world.nowMs());
        }
        arriving = null;
    }

    @Override
    public void delivered(Host to, Endpoint from, Bytes datagram) {
        current = null;
        packet = null;
        if (!(to instanceof HonestNode node)) {
            return;
        }
        Overheard known = underWay(datagram);
        if (known != null && known.to() == node) {
            current = known;
            packet = known.packet();
        } else {
            packet = world.decode(node.id(), datagram);
            current = replayed(node, from, datagram, packet);
        }
        arriving = current;
        arrivingFrom = from;
        HonestNode there = packet instanceof Packet.Whoareyou ? nodeAt(from) : null;
        if (there != null) {
            keepChallenge(there, node, Objects.requireNonNull(packet));
        }
    }

    private void keepChallenge(HonestNode challenger, HonestNode challenged, Packet whoareyou) {
        Deque<Bytes> challenges = challenges(challenger, challenged);
        if (!challenges.contains(whoareyou.head())) {
            challenges.addFirst(whoareyou.head());
        }
        if (challenges.size() > CHALLENGES_MAX) {
            challenges.removeLast();
        }
    }

    private @Nullable Overheard overhear(HonestNode by, Endpoint from, Endpoint to, Bytes datagram) {
        Overheard again = underWay(datagram);
        if (again != null && again.by() == by) {
            return again;
        }
        HonestNode recipient = nodeAt(to);
        Packet said = recipient == null ? null : world.decode(recipient.id(), datagram);
        if (recipient == null || said == null) {
            return null;
        }
        Overheard overheard = switch (said) {
            case Packet.Ordinary ordinary -> open(by, from, recipient, datagram, ordinary);
            case Packet.Handshake handshake -> open(by, from, recipient, datagram, handshake);
            case Packet.Whoareyou whoareyou -> unread(by, from, recipient, datagram, said);
        };
        if (overheard.keys() != null) {
            overheard.keys().sealed(by, to, world.nowMs());
        }
        return overheard;
    }

    /** What was sent long ago, or never by whom it claims: null unless it can be opened all the same. */
    private @Nullable Overheard replayed(HonestNode to, Endpoint from, Bytes datagram, @Nullable Packet said) {
        if (said instanceof Packet.Ordinary ordinary) {
            HonestNode source = byId.get(ordinary.source());
            Overheard overheard = source == null ? null : open(source, from, to, datagram, ordinary);
            return overheard == null || overheard.keys() == null ? null : overheard;
        }
        return null;
    }

    private @Nullable Overheard underWay(Bytes datagram) {
        Overheard found = datagram.size() < Long.BYTES ? null : underWay.get(datagram.getLong(0));
        return found != null && found.datagram().equals(datagram) ? found : null;
    }

    private Overheard unread(HonestNode by, Endpoint from, HonestNode to, Bytes datagram, Packet said) {
        return new Overheard(by, from, to, datagram, said, null, null, world.nowMs());
    }

    private Overheard open(HonestNode by, Endpoint from, HonestNode to, Bytes datagram, Packet.Ordinary said) {
        List<KeysInUse> sets = sets(by, to);
        for (int i = 0; i < sets.size(); i++) {
            KeysInUse keys = sets.get(i);
            Bytes message = codec.open(said, keys.sealingKey(by));
            if (message != null) {
                if (i > 0) {
                    sets.addFirst(sets.remove(i));
                }
                return new Overheard(by, from, to, datagram, said, keys, message(message), world.nowMs());
            }
        }
        return unread(by, from, to, datagram, said);
    }

    private Overheard open(HonestNode by, Endpoint from, HonestNode to, Bytes datagram, Packet.Handshake said) {
        Optional<PublicKey> ephemeral = world.curve().parse(said.ephemeralKey());
        if (ephemeral.isPresent()) {
            Bytes point =
                    world.curve().sharedPoint(ephemeral.get(), to.identity().key(), unused);
            for (Bytes challenge : challenges(to, by)) {
                SessionKeys keys = SessionKeys.derive(codec.suite(), point, by.id(), to.id(), challenge);
                Bytes message = codec.open(said, keys.initiatorKey());
                if (message != null) {
                    KeysInUse used = remember(by, to, keys);
                    return new Overheard(by, from, to, datagram, said, used, message(message), world.nowMs());
                }
            }
        }
        return unread(by, from, to, datagram, said);
    }

    private KeysInUse remember(HonestNode by, HonestNode to, SessionKeys keys) {
        List<KeysInUse> sets = sets(by, to);
        for (KeysInUse known : sets) {
            if (known.isInitiator(by) && known.sealingKey(by).equals(keys.initiatorKey())) {
                return known;
            }
        }
        KeysInUse fresh = new KeysInUse(by, keys);
        sets.addFirst(fresh);
        if (sets.size() > SETS_MAX) {
            sets.remove(leastWanted(sets));
        }
        return fresh;
    }

    private static int leastWanted(List<KeysInUse> sets) {
        for (int i = sets.size() - 1; i >= PROPOSED_MAX; i--) {
            if (!sets.get(i).isProven()) {
                return i;
            }
        }
        return sets.size() - 1;
    }

    private static @Nullable Message message(Bytes plaintext) {
        return MessageCodec.decode(plaintext) instanceof Decoded.Ok<Message> ok ? ok.value() : null;
    }

    private Line line(HonestNode one, HonestNode other) {
        boolean ordered = isLower(one, other);
        return lines.of((ordered ? one : other).identityNumber(), (ordered ? other : one).identityNumber());
    }

    private Deque<Bytes> challenges(HonestNode challenger, HonestNode challenged) {
        Line line = line(challenger, challenged);
        return isLower(challenged, challenger) ? line.challengesToLow : line.challengesToHigh;
    }

    private static boolean isLower(HonestNode one, HonestNode other) {
        return one.identityNumber() < other.identityNumber();
    }
}
