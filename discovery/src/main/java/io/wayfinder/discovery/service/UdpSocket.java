package io.wayfinder.discovery.service;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.InternetProtocolFamily;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.wayfinder.enr.Endpoint;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.tuweni.bytes.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One UDP socket: a Netty datagram channel on the Vert.x event loop, since Vert.x's own {@code DatagramSocket} costs
 * about 3 us a request more (it reads one packet a wake-up, and flushes and makes a promise for each one sent).
 * The only class that knows of Netty or of Vert.x's internals. Confined to the event loop of its context.
 */
final class UdpSocket {

    /** One more than the largest packet, so that a longer one is seen as too long, not cut and taken. */
    static final int READ_MAX = 1_281;

    /** So many packets are read before the loop looks at anything else. */
    static final int PACKETS_PER_WAKE_UP = 16;

    /** Asked of the kernel, which gives what {@code net.core.rmem_max} allows, at least twice its default: room while the loop is at other work. */
    static final int KERNEL_BUFFER = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(UdpSocket.class);

    private final Channel channel;
    private final Endpoint local;
    private long sent;
    private long sendsFailed;
    private long sendsRefused;

    private UdpSocket(Channel channel) {
        this.channel = channel;
        this.local = SocketAddresses.endpoint((InetSocketAddress) channel.localAddress());
    }

    /**
     * Binds, without reading yet.
     *
     * @param shared whether another socket may hold a wider or narrower address of the same port; see {@link #unshare}
     */
    static Future<UdpSocket> bind(Context context, Endpoint local, boolean shared) {
        ContextInternal internal = (ContextInternal) context;
        EventLoop loop = internal.nettyEventLoop();
        Promise<UdpSocket> bound = internal.promise();
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channelFactory(() -> channel(internal, local.address().v6()))
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.SO_REUSEADDR, shared)
                .option(ChannelOption.SO_RCVBUF, KERNEL_BUFFER)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(READ_MAX).maxMessagesPerRead(PACKETS_PER_WAKE_UP))
                .handler(new ChannelInboundHandlerAdapter());
        bootstrap.bind(SocketAddresses.of(local)).addListener((ChannelFuture done) -> {
            if (done.isSuccess()) {
                bound.complete(new UdpSocket(done.channel()));
            } else {
                bound.fail(done.cause());
            }
        });
        return bound.future();
    }

    /** {@code InternetProtocolFamily} is deprecated in Netty, but what Vert.x's transport takes. */
    @SuppressWarnings("deprecation")
    private static Channel channel(ContextInternal context, boolean v6) {
        return context.owner()
                .transport()
                .datagramChannel(v6 ? InternetProtocolFamily.IPv6 : InternetProtocolFamily.IPv4);
    }

    /** What is bound, with the port that was chosen where 0 was asked for. */
    Endpoint local() {
        return local;
    }

    /** From now on nobody else may bind an address of the same port. */
    void unshare() {
        channel.config().setOption(ChannelOption.SO_REUSEADDR, false);
    }

    /**
     * Starts reading.
     *
     * @param received told each packet, of at most {@link #READ_MAX} bytes
     * @param batchRead told when no more packets are there for now, or enough have been read
     */
    void read(BiConsumer<Endpoint, Bytes> received, Runnable batchRead) {
        channel.pipeline().addLast(new Reader(received, batchRead));
        channel.config().setAutoRead(true);
    }

    /** Pauses or goes on; up to {@link #PACKETS_PER_WAKE_UP} packets may still come after a pause. */
    void reading(boolean on) {
        if (channel.config().isAutoRead() != on) {
            channel.config().setAutoRead(on);
        }
    }

    /** Queues a packet for {@link #flush}; what the kernel will not take is dropped and counted. */
    void send(Endpoint to, Bytes datagram) {
        if (!channel.isWritable()) {
            sendsRefused++;
            return;
        }
        sent++;
        ByteBuf buffer = channel.alloc().directBuffer(datagram.size());
        buffer.writeBytes(datagram.toArrayUnsafe());
        // A failure comes to the reader: a promise for each packet would cost as much as the packet.
        ChannelFuture unused = channel.write(new DatagramPacket(buffer, SocketAddresses.of(to)), channel.voidPromise());
    }

    void flush() {
        channel.flush();
    }

    /** The port is free when this completes. */
    Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        // Java closes a selectable channel only when the selector next looks: by then, as a timer is due after it.
        channel.close().addListener(done -> {
            var unused = channel.eventLoop().schedule(() -> closed.complete(), 1, TimeUnit.MILLISECONDS);
        });
        return closed.future();
    }

    /** Packets given to the kernel, failed ones included. */
    long sent() {
        return sent;
    }

    /** Packets that the kernel refused: no route, not permitted, too long. */
    long sendsFailed() {
        return sendsFailed;
    }

    /** Packets dropped here since the kernel's buffer and Netty's were full. */
    long sendsRefused() {
        return sendsRefused;
    }

    /** Copies each packet once, out of Netty's buffer. */
    private final class Reader extends ChannelInboundHandlerAdapter {

        private final BiConsumer<Endpoint, Bytes> received;
        private final Runnable batchRead;

        Reader(BiConsumer<Endpoint, Bytes> received, Runnable batchRead) {
            this.received = received;
            this.batchRead = batchRead;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            try {
                DatagramPacket packet = (DatagramPacket) message;
                received.accept(
                        SocketAddresses.endpoint(packet.sender()), Bytes.wrap(ByteBufUtil.getBytes(packet.content())));
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            batchRead.run();
        }

        /** A failed send, since sends have no promise of their own; or a failed read, after which reading goes on. */
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            sendsFailed++;
            LOG.debug("The socket {} said: {}", local, cause.toString());
        }
    }
}
