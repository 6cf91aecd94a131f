package io.wayfinder.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.simulation.Chart;
import io.wayfinder.simulation.Chart.Panel;
import io.wayfinder.simulation.Chart.Point;
import io.wayfinder.simulation.Chart.Series;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ChartFileTest {

    private static final int BYTES_MAX = 40_000;

    private static Chart chart(List<String> ticks) {
        List<Panel> panels = new ArrayList<>();
        for (String title : List.of("hops", "time (ms)", "found (%)")) {
            panels.add(new Panel(title, List.of(series("α = 3", 1), series("a <b> & \"c\"", 2))));
        }
        return new Chart("Look-ups", "nodes", ticks, panels);
    }

    private static Series series(String name, int factor) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            points.add(new Point(i, i == 4 ? Double.NaN : factor * i * i));
        }
        return new Series(name, points);
    }

    private static List<String> texts(String svg) throws Exception {
        DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        // The doctype names a file in the web, which nobody shall fetch.
        builder.setEntityResolver((publicId, systemId) -> new InputSource(new StringReader("")));
        Document document = builder.parse(new InputSource(new StringReader(svg)));
        NodeList texts = document.getElementsByTagName("text");
        List<String> all = new ArrayList<>();
        for (int i = 0; i < texts.getLength(); i++) {
            all.add(texts.item(i).getTextContent().strip());
        }
        return all;
    }

    @Test
    void aChartIsXmlThatNamesEverything() throws Exception {
        List<String> texts = texts(ChartFile.svg(chart(List.of())));
        assertTrue(
                texts.containsAll(
                        List.of("Look-ups", "nodes", "hops", "time (ms)", "found (%)", "α = 3", "a <b> & \"c\"")),
                texts.toString());
    }

    @Test
    void ticksHaveTheirNames() throws Exception {
        List<String> ticks = List.of("5 min", "15 min", "1 h", "4", "5", "6", "7", "8", "9", "10");
        List<String> texts = texts(ChartFile.svg(chart(ticks)));
        assertTrue(texts.containsAll(List.of("5 min", "15 min", "1 h")), texts.toString());
    }

    @Test
    void aNameStandsOnceInTheLegend() throws Exception {
        assertEquals(
                1,
                texts(ChartFile.svg(chart(List.of()))).stream()
                        .filter("α = 3"::equals)
                        .count());
    }

    @Test
    void theSameChartIsTheSameFileAndSmall() {
        String svg = ChartFile.svg(chart(List.of()));
        assertEquals(svg, ChartFile.svg(chart(List.of())));
        assertTrue(svg.length() < BYTES_MAX, svg.length() + " bytes");
    }

    @Test
    void whereItCannotBeWrittenIsToldInOneLine(@TempDir Path folder) throws Exception {
        assertTrue(complaint(folder.resolve("chart.png")).contains("ends with .svg"));
        assertTrue(complaint(folder.resolve("none/chart.svg")).contains("there is no folder"));
        Files.createDirectory(folder.resolve("taken.svg"));
        assertTrue(complaint(folder.resolve("taken.svg")).contains("cannot be written"));
        ChartFile.check(folder.resolve("chart.svg"));
    }

    private static String complaint(Path file) {
        return Failure.messageOf(assertThrows(Failure.class, () -> ChartFile.check(file)));
    }
}
