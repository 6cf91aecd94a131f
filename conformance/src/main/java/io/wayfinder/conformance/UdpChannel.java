package io.wayfinder.conformance;

import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/** A socket that talks with the node under test alone: the system drops what comes from elsewhere. */
final class UdpChannel implements AutoCloseable {

    /** Larger than any packet may be, so that one that is too large is seen. */
    private static final int BUFFER_SIZE = 65_535;

    private final DatagramChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_SIZE);

    /** @param local port 0 for any */
    UdpChannel(Endpoint local, Endpoint remote) {
        try {
            channel = DatagramChannel.open(
                    local.address().v6() ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
            channel.configureBlocking(false);
            channel.bind(socketAddress(local)).connect(socketAddress(remote));
        } catch (IOException e) {
            throw new UncheckedIOException("no socket from " + local.address() + " to " + remote, e);
        }
    }

    void register(Selector selector, Object attachment) {
        try {
            channel.register(selector, SelectionKey.OP_READ, attachment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Endpoint local() {
        try {
            InetSocketAddress bound = (InetSocketAddress) channel.getLocalAddress();
            return Endpoint.of(IpAddress.of(Bytes.wrap(bound.getAddress().getAddress())), bound.getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A datagram that the system refuses is lost, as any other may be. */
    void send(Bytes datagram) {
        try {
            channel.write(ByteBuffer.wrap(datagram.toArrayUnsafe()));
        } catch (PortUnreachableException e) {
            // The answer to an earlier datagram: nobody listens there now. Silence says the same.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<Bytes> receive() {
        buffer.clear();
        try {
            int size = channel.read(buffer);
            return size <= 0 ? Optional.empty() : Optional.of(Bytes.wrap(Arrays.copyOf(buffer.array(), size)));
        } catch (PortUnreachableException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress socketAddress(Endpoint endpoint) throws IOException {
        return new InetSocketAddress(
                InetAddress.getByAddress(endpoint.address().bytes().toArrayUnsafe()), endpoint.port());
    }
}
