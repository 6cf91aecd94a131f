package io.wayfinder.discovery.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SessionCacheTest {

    private static final Layer ANYONE = new Layer(1);

    private final SessionLimits limits = Limits.with(few -> few.sessions = 100);
    private final SessionCache cache = new SessionCache(limits);

    @Test
    void leastRecentlyUsedSessionGivesWay() {
        for (int i = 0; i < 100; i++) {
            add(i, "10.0.0.1:" + (1000 + i));
        }
        cache.touch(get(0));
        add(100, "10.0.0.1:2000");

        assertEquals(100, cache.size());
        assertNotNull(cache.get(peer(0, "10.0.0.1:1000")));
        assertNull(cache.get(peer(1, "10.0.0.1:1001")));
        assertEquals(1, count("sessions_evicted{bound=\"all\"}"));
    }

    @Test
    void onePrefixHoldsSixtyFourSessionsAndFlushesNobodyElse() {
        add(9_999, "5.6.7.8:30303");
        for (int i = 0; i < 10_000; i++) {
            add(i, "1.2.3." + (i % 256) + ":" + (1000 + i));
        }
        assertEquals(65, cache.size());
        assertNotNull(cache.get(peer(9_999, "5.6.7.8:30303")));
        assertEquals(10_000 - 64, count("sessions_evicted{bound=\"prefix\"}"));
        assertEquals(0, count("sessions_evicted{bound=\"all\"}"));
    }

    @Test
    void prefixOfIpv6Is64BitsLong() {
        for (int i = 0; i < 80; i++) {
            add(i, "[2a00:1:2:3::" + Integer.toHexString(i + 1) + "]:1000");
        }
        add(500, "[2a00:1:2:4::1]:1000");
        assertEquals(65, cache.size());
    }

    @Test
    void loopbackAndLanHaveNoPrefixBound() {
        for (int i = 0; i < 40; i++) {
            add(i, "192.168.1.1:" + (1000 + i));
            add(1_000 + i, "127.0.0.1:" + (1000 + i));
        }
        assertEquals(80, cache.size());
    }

    @Test
    void membersAndThoseWeAskAreEvictedLast() {
        cache.member(id(0), true);
        cache.awaited(id(1), true);
        for (int i = 0; i < 300; i++) {
            add(i, "10.0.0.1:" + (1000 + i));
        }
        assertNotNull(cache.get(peer(0, "10.0.0.1:1000")));
        assertNotNull(cache.get(peer(1, "10.0.0.1:1001")));
        assertNull(cache.get(peer(2, "10.0.0.1:1002")));

        cache.member(id(0), false);
        cache.awaited(id(1), false);
        for (int i = 300; i < 500; i++) {
            add(i, "10.0.0.1:" + (1000 + i));
        }
        assertNull(cache.get(peer(0, "10.0.0.1:1000")));
        assertNull(cache.get(peer(1, "10.0.0.1:1001")));
    }

    @Test
    void membersInACrowdedPrefixAreEvictedLast() {
        cache.member(id(0), true);
        for (int i = 0; i < 200; i++) {
            add(i, "1.2.3.4:" + (1000 + i));
        }
        assertNotNull(cache.get(peer(0, "1.2.3.4:1000")));
        assertEquals(64, cache.size());
    }

    @Test
    void whereAllAreWantedTheOldestGivesWay() {
        for (int i = 0; i < 101; i++) {
            cache.member(id(i), true);
            add(i, "10.0.0.1:" + (1000 + i));
        }
        assertEquals(100, cache.size());
        assertNull(cache.get(peer(0, "10.0.0.1:1000")));
    }

    @Test
    void inACrowdedPrefixTheLeastRecentlyUsedGivesWay() {
        for (int i = 0; i < 64; i++) {
            add(i, "1.2.3.4:" + (1000 + i));
        }
        cache.touch(Objects.requireNonNull(cache.get(peer(0, "1.2.3.4:1000"))));
        add(64, "1.2.3.4:2000");
        assertNotNull(cache.get(peer(0, "1.2.3.4:1000")));
        assertNull(cache.get(peer(1, "1.2.3.4:1001")));
    }

    @Test
    void inAPrefixWhereAllAreWantedTheOldestGivesWay() {
        for (int i = 0; i < 65; i++) {
            cache.member(id(i), true);
            add(i, "1.2.3.4:" + (1000 + i));
        }
        assertEquals(64, cache.size());
        assertNull(cache.get(peer(0, "1.2.3.4:1000")));
    }

    @Test
    void membersAreBounded() {
        SessionCache small = new SessionCache(Limits.with(few -> few.members = 2));
        for (int i = 0; i < 5; i++) {
            small.member(id(i), true);
        }
        Map<String, Long> counters = new LinkedHashMap<>();
        small.count(counters);
        assertEquals(3, counters.get("session_members_refused"));
        assertEquals(false, small.isMember(id(4)));
        small.member(id(0), false);
        small.member(id(4), true);
        assertEquals(true, small.isMember(id(4)));
    }

    @Test
    void removedSessionLeavesRoomInItsPrefix() {
        for (int i = 0; i < 64; i++) {
            add(i, "1.2.3.4:" + (1000 + i));
        }
        cache.remove(peer(7, "1.2.3.4:1007"));
        add(64, "1.2.3.4:2000");
        assertEquals(0, count("sessions_evicted{bound=\"prefix\"}"));
        add(65, "1.2.3.4:2001");
        assertEquals(1, count("sessions_evicted{bound=\"prefix\"}"), "room for one");
        assertEquals(64, cache.size());
    }

    private long count(String name) {
        Map<String, Long> counters = new LinkedHashMap<>();
        cache.count(counters);
        return Objects.requireNonNull(counters.get(name));
    }

    private void add(int id, String endpoint) {
        cache.add(new Session(peer(id, endpoint), ANYONE.record.publicKey(), true, limits));
    }

    private Session get(int id) {
        Session session = cache.get(peer(id, "10.0.0.1:" + (1000 + id)));
        assertNotNull(session);
        return session;
    }

    private static Peer peer(int id, String endpoint) {
        return new Peer(id(id), Endpoint.parse(endpoint));
    }

    private static NodeId id(int id) {
        return new NodeId(0, 0, 0, id);
    }
}
