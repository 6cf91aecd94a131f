package io.wayfinder.discovery.service;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.wayfinder.discovery.node.Config;
import io.wayfinder.discovery.node.Discv5;
import io.wayfinder.discovery.node.Limits;
import io.wayfinder.discovery.request.AddressRules;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeRecord;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps from a configuration to a node that runs. On the event loop of its context. */
record Startup(Context context, ServiceConfig config, InstantSource clock, AddressRules rules, long originNanos) {

    /** Up to here geth refuses a record. */
    private static final int PRIVILEGED_PORT_MAX = 1_024;

    private static final Logger LOG = LoggerFactory.getLogger(Startup.class);

    /** What was made is closed again when a later step fails. */
    static Future<RunningNode> run(
            Context context,
            ServiceConfig config,
            InstantSource clock,
            TalkHandlers talkHandlers,
            Listeners listeners) {
        return context.executeBlocking(() -> Ground.prepare(config.dataDirectory(), clock))
                .compose(ground -> BoundSockets.bind(context, config.listen())
                        .compose(sockets -> start(context, config, clock, ground, sockets, talkHandlers, listeners)
                                .recover(failure -> sockets.close().transform(closed -> Future.failedFuture(failure))))
                        .recover(failure -> context.<Void>executeBlocking(() -> {
                                    ground.close();
                                    return null;
                                })
                                .transform(closed -> Future.failedFuture(failure))));
    }

    private static Future<RunningNode> start(
            Context context,
            ServiceConfig config,
            InstantSource clock,
            Ground ground,
            BoundSockets sockets,
            TalkHandlers talkHandlers,
            Listeners listeners) {
        AddressRules rules = new AddressRules(config.restrictTo(), sockets.hasIpv4(), sockets.hasIpv6());
        Startup startup = new Startup(context, config, clock, rules, System.nanoTime());
        OwnEndpoints ownEndpoints = new OwnEndpoints(config, sockets.endpoints(), rules);
        OwnRecord ownRecord = new OwnRecord(context, config.key(), ground.curve(), ground.directory(), clock);
        SecureRandom secrets = new SecureRandom();
        SplittableRandom choices = new SplittableRandom(secrets.nextLong());
        return ownRecord
                .change(builder -> {
                    ownEndpoints.putInto(builder);
                    config.entries().forEach(builder::putRaw);
                })
                .map(record -> {
                    Discv5 core = new Discv5(
                            startup.coreConfig(ownEndpoints),
                            record,
                            ground.curve(),
                            secrets,
                            choices.split(),
                            startup.nowMs());
                    RunningNode node = new RunningNode(
                            new RunningNode.Made(
                                    context,
                                    ground,
                                    sockets,
                                    ownRecord,
                                    ownEndpoints,
                                    choices,
                                    talkHandlers,
                                    listeners),
                            startup,
                            core);
                    node.start();
                    startup.tell(ground, sockets, record);
                    return node;
                });
    }

    long nowMs() {
        return ProtocolLoop.nowMs(originNanos);
    }

    private Config coreConfig(OwnEndpoints ownEndpoints) {
        return new Config(
                config.key(), config.protocolId(), rules, config.bootnodes(), ownEndpoints.areOpen(), Limits.DEFAULT);
    }

    private void tell(Ground ground, BoundSockets sockets, NodeRecord record) {
        LOG.info(
                "Started {} on UDP {}, with {} and {} peers of an earlier run",
                record.nodeId(),
                sockets.endpoints(),
                ground.curve().name(),
                ground.candidates().size() + ground.older().size());
        record.udpEndpoints().stream()
                .map(Endpoint::port)
                .filter(port -> port <= PRIVILEGED_PORT_MAX)
                .findFirst()
                .ifPresent(port -> LOG.warn(
                        "Our record says UDP port {}: some implementations refuse records with ports up to {}",
                        port,
                        PRIVILEGED_PORT_MAX));
    }
}
