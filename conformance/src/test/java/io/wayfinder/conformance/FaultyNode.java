package io.wayfinder.conformance;

import io.wayfinder.crypto.AesCtr;
import io.wayfinder.crypto.AesGcm;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.NodeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A small whole node of its own that does everything right but one thing. It shares no code with our node but what only
 * decodes. Here are datagrams and packets; {@link FaultyHandshakes} and {@link FaultyAnswers} have the rest.
 */
final class FaultyNode implements AutoCloseable {

    private static final int IV_SIZE = 16;
    private static final int STATIC_HEADER_SIZE = 23;
    private static final int ORDINARY_AUTHDATA_SIZE = 32;
    private static final int WHOAREYOU_AUTHDATA_SIZE = 24;
    private static final int DEADLY_GARBAGE = 500;
    private static final Bytes FIXED_IV = Bytes.repeat((byte) 5, IV_SIZE);

    private final Fault fault;
    private final SecureRandom random = new SecureRandom();
    private final Identity identity;
    private final DatagramChannel channel;
    private final Thread thread;
    private final Map<Peer, Link> links = new HashMap<>();
    private final FaultyHandshakes handshakes;
    private final FaultyAnswers answers;
    private int garbage;
    private boolean dead;

    /** Sessions and challenges belong to a node at an endpoint (theory, "Session Cache"). */
    record Peer(NodeId id, Endpoint endpoint) {}

    private FaultyNode(Fault fault) throws IOException {
        this.fault = fault;
        channel = DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
        identity = Identity.fresh(random).at(endpoint((InetSocketAddress) channel.getLocalAddress()));
        answers = new FaultyAnswers(this);
        handshakes = new FaultyHandshakes(this, answers);
        thread = new Thread(this::serve, "node with " + fault);
    }

    static FaultyNode start(Fault fault) {
        try {
            FaultyNode node = new FaultyNode(fault);
            node.thread.start();
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Target target() {
        return new Target(
                identity.record().publicKey(), identity.record().udp4().orElseThrow());
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(Fault other) {
        return fault == other;
    }

    Identity identity() {
        return identity;
    }

    SecureRandom random() {
        return random;
    }

    /** From now on nothing is answered, as when a process has crashed. */
    void die() {
        dead = true;
    }

    Link link(Peer peer) {
        return links.computeIfAbsent(peer, Link::new);
    }

    /** Some other link of this node, at another endpoint. */
    Optional<Link> otherLink(Peer peer) {
        return links.values().stream()
                .filter(link -> link.peer.id().equals(peer.id()) && !link.peer.equals(peer))
                .findFirst();
    }

    Map<Peer, Link> links() {
        return links;
    }

    void send(Endpoint to, RawPacket packet) {
        try {
            channel.send(ByteBuffer.wrap(packet.datagram().toArrayUnsafe()), socketAddress(to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Under the newest keys of the link. */
    RawPacket seal(Link link, Session session, Bytes plaintext) {
        RawPacket packet = session.packet(plaintext);
        if (has(Fault.NONCE_REUSED)) {
            return packet.withNonce(Bytes.repeat((byte) 3, AesGcm.NONCE_SIZE)).sealed(session.writeKey(), plaintext);
        }
        if (has(Fault.MASKING_IV_REUSED)) {
            return withFixedIv(packet).sealed(session.writeKey(), plaintext);
        }
        return packet;
    }

    RawPacket withFixedIv(RawPacket packet) {
        return new RawPacket(
                FIXED_IV,
                packet.maskedFor(),
                packet.protocolId(),
                packet.version(),
                packet.flag(),
                packet.nonce(),
                packet.authdataSize(),
                packet.authdata(),
                packet.message());
    }

    private void serve() {
        ByteBuffer buffer = ByteBuffer.allocate(65_535);
        try {
            while (true) {
                buffer.clear();
                InetSocketAddress from = (InetSocketAddress) channel.receive(buffer);
                if (!dead && from != null) {
                    receive(endpoint(from), Bytes.wrap(Arrays.copyOf(buffer.array(), buffer.position())));
                }
            }
        } catch (ClosedChannelException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void receive(Endpoint from, Bytes datagram) {
        RawPacket packet = parse(datagram);
        if (packet == null) {
            garbage++;
            if (has(Fault.DIES_OF_GARBAGE) && garbage > DEADLY_GARBAGE) {
                die();
            }
            return;
        }
        switch (packet.flag()) {
            case RawPacket.ORDINARY -> ordinary(from, packet);
            case RawPacket.WHOAREYOU -> handshakes.whoareyou(from, packet);
            default -> handshakes.handshake(from, packet);
        }
    }

    private @Nullable RawPacket parse(Bytes datagram) {
        int max = has(Fault.REFUSES_1280_BYTES) ? RawPacket.SIZE_MAX - 1 : RawPacket.SIZE_MAX;
        if (datagram.size() > max && !has(Fault.ACCEPTS_1281_BYTES)) {
            return null;
        }
        if (datagram.size() < IV_SIZE + STATIC_HEADER_SIZE + (has(Fault.ACCEPTS_62_BYTES) ? 23 : 24)) {
            return null;
        }
        Bytes iv = datagram.slice(0, IV_SIZE);
        Bytes masked = datagram.slice(IV_SIZE);
        boolean clear = has(Fault.ACCEPTS_UNMASKED) && masked.slice(0, 6).equals(RawPacket.PROTOCOL_ID);
        Bytes header =
                clear ? masked : new AesCtr().apply(identity.nodeId().bytes().slice(0, AesCtr.KEY_SIZE), iv, masked);
        if (!header.slice(0, 6).equals(RawPacket.PROTOCOL_ID) && !has(Fault.ACCEPTS_ANY_PROTOCOL_ID)) {
            return null;
        }
        int version = (header.get(6) & 0xff) << 8 | header.get(7) & 0xff;
        if (version != RawPacket.VERSION && !has(Fault.ACCEPTS_ANY_VERSION)) {
            return null;
        }
        int saidSize = (header.get(21) & 0xff) << 8 | header.get(22) & 0xff;
        int flag = header.get(8) & 0xff;
        int size = has(Fault.IGNORES_AUTHDATA_SIZE) && flag == RawPacket.ORDINARY ? ORDINARY_AUTHDATA_SIZE : saidSize;
        if (header.size() < STATIC_HEADER_SIZE + size) {
            return null;
        }
        RawPacket packet = new RawPacket(
                iv,
                identity.nodeId(),
                header.slice(0, 6),
                version,
                flag,
                header.slice(9, AesGcm.NONCE_SIZE),
                saidSize,
                header.slice(STATIC_HEADER_SIZE, size),
                masked.slice(STATIC_HEADER_SIZE + size));
        return isSane(packet) ? packet : null;
    }

    private boolean isSane(RawPacket packet) {
        int size = packet.authdata().size();
        return switch (packet.flag()) {
            case RawPacket.ORDINARY ->
                size == ORDINARY_AUTHDATA_SIZE && packet.message().size() >= AesGcm.TAG_SIZE;
            case RawPacket.WHOAREYOU ->
                (size == WHOAREYOU_AUTHDATA_SIZE
                                || (size == WHOAREYOU_AUTHDATA_SIZE - 1 && has(Fault.ACCEPTS_62_BYTES))
                                || (size == WHOAREYOU_AUTHDATA_SIZE + 1 && has(Fault.ACCEPTS_LONG_WHOAREYOU)))
                        && packet.message().isEmpty();
            case RawPacket.HANDSHAKE -> size > ORDINARY_AUTHDATA_SIZE + 2;
            case 3 -> has(Fault.ACCEPTS_FLAG_3) && size > ORDINARY_AUTHDATA_SIZE + 2;
            default -> false;
        };
    }

    private void ordinary(Endpoint from, RawPacket packet) {
        Link link = link(new Peer(NodeId.of(packet.authdata()), from));
        Optional<Opened> opened = open(link, packet);
        if (opened.isPresent()) {
            boolean replayed = !link.received.add(packet.nonce());
            if (replayed && has(Fault.REPLAY_DROPS_SESSION)) {
                link.sessions.clear();
                return;
            }
            answers.take(link, opened.get().session(), opened.get().plaintext());
            return;
        }
        if (has(Fault.IGNORES_UNREADABLE_IN_SESSION) && !link.sessions.isEmpty()) {
            return;
        }
        if (has(Fault.FORGED_PACKET_DROPS_SESSION)) {
            link.sessions.clear();
        }
        handshakes.challenge(link, packet);
    }

    private record Opened(Session session, Bytes plaintext) {}

    private Optional<Opened> open(Link link, RawPacket packet) {
        for (Link each : links.values()) {
            if (each != link && !isMistakenFor(each.peer, link.peer)) {
                continue;
            }
            for (Session session : each.sessions) {
                Bytes plaintext = session.open(packet.nonce(), packet.head(), packet.message());
                if (plaintext == null && has(Fault.SKIPS_AUTHENTICATION)) {
                    plaintext = unauthenticated(session, packet);
                }
                if (plaintext != null) {
                    return Optional.of(new Opened(session, plaintext));
                }
            }
        }
        return Optional.empty();
    }

    private boolean isMistakenFor(Peer holder, Peer claimed) {
        boolean sameId = holder.id().equals(claimed.id());
        boolean sameAddress =
                holder.endpoint().address().equals(claimed.endpoint().address());
        return (has(Fault.SESSION_AT_ANY_ENDPOINT) && sameId)
                || (has(Fault.SESSION_AT_ANY_PORT) && sameId && sameAddress)
                || (has(Fault.SESSION_OF_ANY_NODE_ID) && holder.endpoint().equals(claimed.endpoint()));
    }

    /** AES-GCM without its tag is AES-CTR from 2; what is no PING was another's. */
    private static @Nullable Bytes unauthenticated(Session session, RawPacket packet) {
        Bytes counter = Bytes.concatenate(packet.nonce(), Bytes.ofUnsignedInt(2));
        Bytes sealed = packet.message().slice(0, packet.message().size() - AesGcm.TAG_SIZE);
        Bytes plaintext = new AesCtr().apply(session.readKey(), counter, sealed);
        return !plaintext.isEmpty() && plaintext.get(0) == RawMessage.PING ? plaintext : null;
    }

    private static Endpoint endpoint(InetSocketAddress address) {
        return Endpoint.of(IpAddress.of(Bytes.wrap(address.getAddress().getAddress())), address.getPort());
    }

    private static InetSocketAddress socketAddress(Endpoint endpoint) throws IOException {
        return new InetSocketAddress(
                InetAddress.getByAddress(endpoint.address().bytes().toArrayUnsafe()), endpoint.port());
    }
}
