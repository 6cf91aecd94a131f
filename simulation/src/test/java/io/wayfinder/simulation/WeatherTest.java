package io.wayfinder.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.simulation.Scenario.NatShares;
import io.wayfinder.simulation.Seeds.Purpose;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WeatherTest {

    private static final List<Weather> DRAWN =
            LongStream.range(0, 200).mapToObj(WeatherTest::draw).toList();

    private static Weather draw(long seed) {
        return Weather.draw(new Seeds(seed).of(Purpose.WEATHER, 0), 64, 600_000);
    }

    private static void some(Predicate<Weather> has) {
        long with = DRAWN.stream().filter(has).count();
        assertTrue(with > 20 && with < 180, "in 200 seeds: " + with);
    }

    @Test
    void eachTroubleIsInSomeSeedsAndNotInOthers() {
        some(weather -> weather.storm().loss() > 0.05);
        some(weather -> weather.storm().duplication() > 0);
        some(weather -> weather.storm().reordering() > 0);
        some(weather -> weather.storm().sizeMax() < 1_280);
        some(weather -> !weather.nats().equals(NatShares.NONE));
        some(weather -> weather.oneWay() > 0);
        some(weather -> weather.split() != null);
        some(weather -> weather.leaving() > 0);
        some(weather -> weather.returning() > 0);
        some(weather -> weather.newcomers() > 0);
        some(Weather::flash);
        some(Weather::crowded);
        some(Weather::renewals);
        some(Weather::impostor);
        some(Weather::crook);
        some(weather -> weather.outageMs() > 0);
    }

    @Test
    void everyKindOfAdversaryComes() {
        Set<AdversaryKind> kinds = EnumSet.noneOf(AdversaryKind.class);
        DRAWN.forEach(weather -> kinds.addAll(weather.adversaries().keySet()));
        assertEquals(EnumSet.allOf(AdversaryKind.class), kinds);
    }

    @Test
    void aSeedHasOneWeatherInOneLine() {
        assertEquals(draw(7), draw(7));
        DRAWN.forEach(weather -> assertEquals(1, weather.toString().lines().count()));
        assertTrue(draw(7).toString().startsWith("loss "), draw(7).toString());
    }
}
