package io.wayfinder.discovery.node;

import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.request.Question;
import io.wayfinder.discovery.request.Requests;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The requests of ours in flight and why each was sent. Bounded by {@code RequestLimits.total}: each one beyond it ends
 * at once as busy.
 */
final class Errands {

    private final Requests requests;
    private final Map<Long, Errand> open = new LinkedHashMap<>();

    Errands(Requests requests) {
        this.requests = requests;
    }

    /** Returns the number of the request. */
    long send(long nowMs, Contact to, Question question, Errand errand) {
        return track(requests.ask(nowMs, to, question), errand);
    }

    /** The same, but one attempt at each endpoint. */
    long sendOnce(long nowMs, Contact to, Question question, Errand errand) {
        return track(requests.askOnce(nowMs, to, question), errand);
    }

    private long track(long request, Errand errand) {
        open.put(request, errand);
        return request;
    }

    /** The errand of a request that has ended; null when it was told before. */
    @Nullable
    Errand take(long request) {
        return open.remove(request);
    }
}
