package io.wayfinder.cli;

import io.wayfinder.simulation.Chart;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.w3c.dom.Document;

/**
 * Writes a {@link Chart} as SVG, with the text as text. The one class that knows AWT: no other command loads it. It needs
 * no display, but a font to measure text with.
 */
final class ChartFile {

    private static final int WIDTH = 760;
    private static final int PANEL_HEIGHT = 190;
    private static final int HEAD_HEIGHT = 110;

    /** Okabe and Ito's, which the colour-blind can tell apart; the yellow is left out, since white hides it. */
    private static final List<Color> COLOURS = List.of(
            new Color(0x0072b2),
            new Color(0xd55e00),
            new Color(0x009e73),
            new Color(0xcc79a7),
            new Color(0x56b4e9),
            new Color(0xe69f00),
            new Color(0x000000));

    private static final Color GRID = new Color(0xdddddd);
    private static final BasicStroke THIN = new BasicStroke(1);
    private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
    private static final double MARK = 5;

    private ChartFile() {}

    /** Before long work: whether the file can be written at all. */
    static void check(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (!file.toString().endsWith(".svg")) {
            throw Failure.badInput("--chart writes SVG: give a name that ends with .svg, not " + file);
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw Failure.badInput("--chart " + file + ": there is no folder " + folder);
        }
        if (Files.isDirectory(file) || !Files.isWritable(Files.exists(file) ? file : folder)) {
            throw Failure.badInput("--chart " + file + ": it cannot be written");
        }
    }

    static void write(Chart chart, Path file) {
        try {
            Files.writeString(file, svg(chart));
        } catch (IOException e) {
            throw Failure.badInput("--chart " + file + ": " + Failure.reason(e), e);
        }
    }

    static String svg(Chart chart) {
        System.setProperty("java.awt.headless", "true");
        // The workaround draws the outlines of what is rotated.
        TextUtils.setUseDrawRotatedStringWorkaround(false);
        JFreeChart drawn;
        int height = HEAD_HEIGHT + PANEL_HEIGHT * chart.panels().size();
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
        context.setPrecision(1);
        SVGGraphics2D svg = new SVGGraphics2D(context, false);
        svg.setSVGCanvasSize(new Dimension(WIDTH, height));
        try {
            drawn = drawing(chart);
            drawn.draw(svg, new Rectangle2D.Double(0, 0, WIDTH, height));
        } catch (RuntimeException | LinkageError e) {
            throw Failure.badInput(
                    "the chart could not be drawn (" + Failure.messageOf(e)
                            + "): Java needs fontconfig and a font, as in the packages fontconfig and fonts-dejavu-core",
                    e);
        }
        StringWriter text = new StringWriter();
        try {
            svg.stream(text, true);
        } catch (SVGGraphics2DIOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return text.toString();
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument("http://www.w3.org/2000/svg", "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("this Java has no XML parser", e);
        }
    }

    private static JFreeChart drawing(Chart chart) {
        CombinedDomainXYPlot panels = new CombinedDomainXYPlot(domain(chart));
        panels.setGap(14);
        // Who has a name has one colour, in whichever panel.
        List<String> names = new ArrayList<>();
        LegendItemCollection legend = new LegendItemCollection();
        for (Chart.Panel panel : chart.panels()) {
            List<String> before = List.copyOf(names);
            panel.series().stream()
                    .map(Chart.Series::name)
                    .filter(name -> !names.contains(name))
                    .forEach(names::add);
            XYPlot plot = plot(panel, names, !chart.ticks().isEmpty());
            panels.add(plot);
            for (int i = 0; i < panel.series().size() && panel.series().size() > 1; i++) {
                if (!before.contains(panel.series().get(i).name())) {
                    legend.add(plot.getRenderer().getLegendItem(0, i));
                }
            }
        }
        panels.setFixedLegendItems(legend);
        boolean manyNames = legend.getItemCount() > 0;
        JFreeChart drawn = new JFreeChart(chart.title(), TITLE, panels, manyNames);
        drawn.setBackgroundPaint(Color.WHITE);
        drawn.setPadding(new RectangleInsets(8, 4, 4, 4));
        if (manyNames) {
            drawn.getLegend().setItemFont(PLAIN);
            drawn.getLegend().setFrame(BlockBorder.NONE);
            drawn.getLegend().setPosition(RectangleEdge.BOTTOM);
        }
        return drawn;
    }

    private static ValueAxis domain(Chart chart) {
        ValueAxis axis;
        if (chart.ticks().isEmpty()) {
            NumberAxis numbers = new NumberAxis(chart.xTitle());
            numbers.setAutoRangeIncludesZero(false);
            axis = numbers;
        } else {
            SymbolAxis symbols = new SymbolAxis(chart.xTitle(), chart.ticks().toArray(String[]::new));
            symbols.setGridBandsVisible(false);
            axis = symbols;
        }
        return plain(axis);
    }

    private static ValueAxis plain(ValueAxis axis) {
        axis.setLabelFont(PLAIN);
        axis.setTickLabelFont(PLAIN);
        axis.setTickMarksVisible(false);
        axis.setAxisLineVisible(false);
        return axis;
    }

    private static XYPlot plot(Chart.Panel panel, List<String> names, boolean marked) {
        XYSeriesCollection data = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, marked);
        renderer.setDrawSeriesLineAsPath(true);
        renderer.setDrawOutlines(false);
        for (Chart.Series each : panel.series()) {
            XYSeries series = new XYSeries(each.name(), false, true);
            each.points().stream()
                    .filter(point -> Double.isFinite(point.y()))
                    .forEach(point -> series.add(point.x(), point.y()));
            int index = data.getSeriesCount();
            renderer.setSeriesPaint(index, COLOURS.get(names.indexOf(each.name()) % COLOURS.size()));
            renderer.setSeriesStroke(index, new BasicStroke(2));
            renderer.setSeriesShape(index, new Rectangle2D.Double(-MARK / 2, -MARK / 2, MARK, MARK));
            data.addSeries(series);
        }
        NumberAxis range = new NumberAxis(panel.yTitle());
        range.setAutoRangeIncludesZero(true);
        XYPlot plot = new XYPlot(data, null, plain(range), renderer);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinePaint(GRID);
        plot.setRangeGridlinePaint(GRID);
        plot.setDomainGridlineStroke(THIN);
        plot.setRangeGridlineStroke(THIN);
        plot.setOutlinePaint(GRID);
        return plot;
    }
}
