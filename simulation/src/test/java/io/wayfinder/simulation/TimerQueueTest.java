package io.wayfinder.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.wayfinder.discovery.node.Limits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TimerQueueTest {

    private final World world = new World(new Seeds(1), LinkModel.GOOD, Limits.DEFAULT, false);
    private final TimerQueue timers = new TimerQueue();

    private List<Socket> sockets(int count) {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            HonestNode host = world.join(List.of());
            sockets.add(new Socket(
                    world.network(),
                    world.network().lane(host.region()),
                    host,
                    null,
                    1_000 + i,
                    new SplittableRandom(i)));
        }
        return sockets;
    }

    @Test
    void atOneTimeTheHostWithTheLowerNumberIsFirst() {
        List<Socket> sockets = sockets(2);
        int of0 = timers.open(sockets.get(0));
        int of1 = timers.open(sockets.get(1));
        timers.set(of1, 7);
        timers.set(of0, 7);
        assertSame(sockets.get(0), timers.first());
        timers.stop(of0);
        assertSame(sockets.get(1), timers.first());
        timers.stop(of1);
        timers.stop(of1);
        assertEquals(Long.MAX_VALUE, timers.firstMs());
    }

    @Test
    void whatIsClosedIsOpenedForAnother() {
        List<Socket> sockets = sockets(2);
        int timer = timers.open(sockets.get(0));
        timers.set(timer, 7);
        timers.close(timer);
        assertEquals(Long.MAX_VALUE, timers.firstMs());
        assertEquals(timer, timers.open(sockets.get(1)));
        timers.set(timer, 8);
        assertSame(sockets.get(1), timers.first());
    }

    /** As a sorted map would have it, whichever timers are set, put off, brought forward and stopped. */
    @Test
    void timersThatAreSetAnewKeepTheOrder() {
        List<Socket> sockets = sockets(100);
        List<Integer> opened = sockets.stream().map(timers::open).toList();
        SplittableRandom random = new SplittableRandom(5);
        TreeMap<Socket, Long> model = new TreeMap<>(Comparator.comparingLong(Socket::number));
        Comparator<Socket> order = Comparator.<Socket>comparingLong(model::get).thenComparingLong(Socket::number);
        for (int step = 0; step < 20_000; step++) {
            int any = random.nextInt(sockets.size());
            Socket socket = sockets.get(any);
            if (random.nextInt(3) > 0) {
                long atMs = random.nextInt(500);
                timers.set(opened.get(any), atMs);
                model.put(socket, atMs);
            } else {
                timers.stop(opened.get(any));
                model.remove(socket);
            }
            Socket first = model.keySet().stream().min(order).orElse(null);
            assertEquals(first == null ? Long.MAX_VALUE : model.get(first), timers.firstMs());
            if (first != null) {
                assertSame(first, timers.first());
            }
        }
    }
}
