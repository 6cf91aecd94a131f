package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;

/** An answer of which a part is lost counts when its time is over. */
final class AnswersProve extends Invariant {

    private final LastHeard lastHeard;

    AnswersProve(World world, LastHeard lastHeard) {
        super(world);
        this.lastHeard = lastHeard;
    }

    @Override
    String claim() {
        return "A node has answered only when an answer comes from where its record says that it is";
    }

    @Override
    public void told(HonestNode by, Output output) {
        if (output instanceof Output.NodeAnswered answered
                && lastHeard.agoMs(by, answered.record())
                        > world.limits().requests().overallMs()) {
            throw violation(
                    by, "an answer from elsewhere proves " + answered.record().nodeId());
        }
    }
}
