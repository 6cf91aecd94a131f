package io.wayfinder.discovery.request;

import io.wayfinder.discovery.session.Peer;
import io.wayfinder.discovery.session.SessionLayer;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of a contact's endpoints a request goes to. */
final class Routes {

    /** One of each family. */
    private static final int ENDPOINTS_MAX = 2;

    private final NodeId localId;
    private final AddressRules rules;
    private final SessionLayer sessions;

    Routes(NodeId localId, AddressRules rules, SessionLayer sessions) {
        this.localId = localId;
        this.rules = rules;
        this.sessions = sessions;
    }

    /** Why no request can be sent to the contact; null when one can. */
    @Nullable
    Outcome unreachable(Contact to) {
        if (to.id().equals(localId)) {
            return new Outcome.Unreachable("that is this node itself");
        }
        if (to.endpoints().isEmpty()) {
            return new Outcome.Unreachable("the node has no UDP endpoint");
        }
        for (Endpoint endpoint : to.endpoints()) {
            if (rules.permits(endpoint)) {
                return null;
            }
        }
        return new Outcome.Unreachable("the address rules allow none of " + to.endpoints());
    }

    /**
     * Where the attempts go, one after the other: to the same endpoint, or in turns to those of both families. One that
     * there is a session with comes first, else IPv4.
     *
     * @param attempts in all, more where there are more endpoints
     */
    List<Peer> legs(Contact to, int attempts) {
        List<Peer> peers = new ArrayList<>(attempts);
        for (Endpoint endpoint : to.endpoints()) {
            if (rules.permits(endpoint) && peers.size() < ENDPOINTS_MAX) {
                peers.add(new Peer(to.id(), endpoint));
            }
        }
        if (peers.size() == ENDPOINTS_MAX && !hasSession(peers.get(0)) && hasSession(peers.get(1))) {
            peers.add(peers.removeFirst());
        }
        for (int next = 0; peers.size() < attempts; next++) {
            peers.add(peers.get(next));
        }
        return peers;
    }

    private boolean hasSession(Peer peer) {
        return sessions.currentKeys(peer) != 0;
    }
}
