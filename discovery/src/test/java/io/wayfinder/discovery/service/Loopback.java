package io.wayfinder.discovery.service;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.tuweni.bytes.Bytes;

/** Plain Java sockets on loopback, and waiting with a limit. */
final class Loopback implements AutoCloseable {

    static final long LIMIT_S = 20;

    private final DatagramSocket socket;

    Loopback(String address) throws Exception {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(address), 0));
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(LIMIT_S));
    }

    int port() {
        return socket.getLocalPort();
    }

    void send(String address, int port, Bytes datagram) throws Exception {
        byte[] octets = datagram.toArrayUnsafe();
        socket.send(new DatagramPacket(octets, octets.length, InetAddress.getByName(address), port));
    }

    Bytes receive() throws Exception {
        DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
        socket.receive(packet);
        return Bytes.wrap(Arrays.copyOf(packet.getData(), packet.getLength()));
    }

    static <T> T await(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get(LIMIT_S, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("nothing came in " + LIMIT_S + " s", late);
        }
    }

    /** The failure that it ends with. */
    static Throwable failure(Future<?> future) throws Exception {
        return await(future.transform(done -> Future.succeededFuture(done.cause())));
    }

    static void close(Vertx vertx) throws Exception {
        await(vertx.close());
    }

    @Override
    public void close() {
        socket.close();
    }
}
