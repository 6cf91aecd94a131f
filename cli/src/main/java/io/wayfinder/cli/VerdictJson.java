package io.wayfinder.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wayfinder.conformance.Case;
import io.wayfinder.conformance.Verdict;

/** Cases and verdicts as JSON. */
final class VerdictJson {

    private VerdictJson() {}

    static JsonObject of(Case described) {
        return new JsonObject()
                .put("case", described.name())
                .put("area", described.area().label())
                .put("level", described.rule().level().label())
                .put("section", described.rule().section())
                .put("rule", described.rule().quote())
                .put("sends", described.sends())
                .put("expects", described.expects());
    }

    /** The case, and what became of it. */
    static JsonObject of(Verdict verdict) {
        return of(verdict.judged())
                .put("outcome", Tally.label(verdict.outcome()))
                .put("reason", verdict.reason())
                .put("attempts", verdict.attempts())
                .put("elapsedMs", verdict.millis())
                .put("transcript", new JsonArray(verdict.transcript()));
    }
}
