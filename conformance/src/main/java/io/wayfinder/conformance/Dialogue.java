package io.wayfinder.conformance;

import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.tuweni.bytes.Bytes;

/**
 * One case's conversation with the node under test: its probers, its clock and its transcript.
 *
 * <p>Whatever a prober waits for, all of the dialogue's probers are served meanwhile, so that a node that waits for one
 * of them is never held up by another.
 */
final class Dialogue implements AutoCloseable {

    private static final int REQUEST_ID_SIZE = 4;

    private final Target target;
    private final List<IpAddress> addresses;
    private final Timing timing;
    private final SecureRandom random = new SecureRandom();
    private final Transcript transcript = new Transcript();
    private final List<Prober> probers = new ArrayList<>();
    private final Selector selector;

    /** @param addresses of this machine, at which the node can reach it; a second one serves the multi-homed cases */
    Dialogue(Target target, List<IpAddress> addresses, Timing timing) {
        this.target = target;
        this.addresses = addresses;
        this.timing = timing;
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Target target() {
        return target;
    }

    Timing timing() {
        return timing;
    }

    SecureRandom random() {
        return random;
    }

    /** A request ID that was not used before and reads the same as bytes and as a number: it starts with no zero. */
    Bytes requestId() {
        return Bytes.concatenate(
                Bytes.of((byte) (1 + random.nextInt(0xff))), Bytes.random(REQUEST_ID_SIZE - 1, random));
    }

    /** A new identity, whose record names no endpoint: the node has no reason to dial it. */
    Prober prober() {
        return prober(Identity.fresh(random));
    }

    /** A prober on a port of its own at the first address. */
    Prober prober(Identity identity) {
        return open(identity, addresses.getFirst());
    }

    /**
     * A prober at the second address.
     *
     * @throws NotApplicableException when there is none
     */
    Prober proberAtOtherAddress(Identity identity) {
        if (addresses.size() < 2) {
            throw new NotApplicableException("needs a second address: --listen IP1,IP2");
        }
        return open(identity, addresses.get(1));
    }

    /** A prober that nobody takes for one at the first address: at the second, or where there is none on another port. */
    Prober proberElsewhere(Identity identity) {
        return addresses.size() < 2 ? prober(identity) : proberAtOtherAddress(identity);
    }

    /** A new identity whose record names the prober's own endpoint: the node may take it into its table. */
    Prober bystander() {
        Prober prober = prober();
        prober.announceEndpoint();
        return prober;
    }

    Transcript transcript() {
        return transcript;
    }

    void require(boolean met, String otherwise) {
        if (!met) {
            throw new UnmetException(otherwise);
        }
    }

    /** Serves all probers until the condition holds; false when it did not within the limit. */
    boolean await(BooleanSupplier condition, Duration limit) {
        long deadlineNs = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            long leftMs = (deadlineNs - System.nanoTime()) / 1_000_000;
            if (leftMs <= 0) {
                return false;
            }
            serve(leftMs);
        }
        return true;
    }

    /** Serves all probers for the whole of this time. */
    void linger(Duration duration) {
        await(() -> false, duration);
    }

    @Override
    public void close() {
        probers.forEach(Prober::close);
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Prober open(Identity identity, IpAddress address) {
        Prober prober = new Prober(this, identity, Endpoint.of(address, 0));
        prober.register(selector);
        probers.add(prober);
        return prober;
    }

    private void serve(long limitMs) {
        try {
            selector.select(limitMs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (SelectionKey key : selector.selectedKeys()) {
            ((Prober) key.attachment()).read();
        }
        selector.selectedKeys().clear();
    }
}
