package io.wayfinder.simulation;

import io.wayfinder.enr.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;

/** Hears what is sent and sends it again later: in the name of the sender, or in its own. */
final class Replayer extends Pest implements Watcher {

    private static final long EVERY_MS = 200;

    /** Remembered; a new one takes the place of any. */
    private static final int HEARD_MAX = 256;

    private final List<Heard> heard = new ArrayList<>();

    private record Heard(Endpoint from, Endpoint to, Bytes datagram) {}

    Replayer(World world, RandomGenerator random) {
        super(world, random, EVERY_MS);
    }

    @Override
    Host start() {
        world().watchers().add(this);
        return super.start();
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        if (!(by instanceof HonestNode)) {
            return;
        }
        Heard now = new Heard(from, to, datagram);
        if (heard.size() < HEARD_MAX) {
            heard.add(now);
        } else {
            heard.set(random().nextInt(HEARD_MAX), now);
        }
    }

    @Override
    void act() {
        if (!heard.isEmpty()) {
            Heard again = heard.get(random().nextInt(heard.size()));
            world().network()
                    .send(this, random().nextBoolean() ? again.from() : endpoint(), again.to(), again.datagram());
        }
    }
}
