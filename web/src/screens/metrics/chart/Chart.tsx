import { LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

// A canvas: the drawing of SVG sets style attributes, which the content security policy forbids.
echarts.use([LineChart, GridComponent, TooltipComponent, MarkLineComponent, AriaComponent, CanvasRenderer]);

interface Props {
  /** The chart in a sentence. */
  words: string;
  name: string;
  points: readonly (readonly [string, number])[];
  target: { value: number; name: string } | null;
  marks: readonly { at: string; name: string }[];
  isDark: boolean;
}

/** A line over time, its target dashed, and moments dotted. */
export default function Chart({ words, name, points, target, marks, isDark }: Props) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!ref.current) return;
    const chart = echarts.init(ref.current, null, { renderer: 'canvas' });
    const [text, quiet, line, mark] = isDark
      ? ['#e9ecef', '#b8bdc4', '#74c0fc', '#ffa94d']
      : ['#212529', '#495057', '#1864ab', '#a85400'];
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    chart.setOption({
      animation: !isStill,
      aria: { enabled: true, label: { description: words } },
      textStyle: { color: text },
      grid: { left: 8, right: 16, top: 20, bottom: 8, containLabel: true },
      // Markup in a tooltip would need styles of its own.
      tooltip: { trigger: 'axis', renderMode: 'richText', confine: true },
      xAxis: { type: 'time', axisLabel: { color: quiet, hideOverlap: true }, splitLine: { show: false } },
      yAxis: {
        type: 'value',
        scale: true,
        axisLabel: { color: quiet },
        splitLine: { lineStyle: { color: quiet, opacity: 0.2 } },
      },
      series: [
        {
          type: 'line',
          name,
          data: points,
          showSymbol: points.length < 40,
          symbolSize: 5,
          lineStyle: { color: line, width: 2 },
          itemStyle: { color: line },
          markLine: {
            symbol: 'none',
            label: { color: text },
            data: [
              ...(target
                ? [
                    {
                      yAxis: target.value,
                      name: target.name,
                      label: { formatter: '{b} {c}', position: 'insideEndTop' },
                      lineStyle: { color: text, type: 'dashed', width: 1.5 },
                    },
                  ]
                : []),
              ...marks.map(({ at, name: version }) => ({
                xAxis: at,
                name: version,
                label: { show: false },
                emphasis: { label: { show: true, formatter: '{b}' } },
                lineStyle: { color: mark, type: 'dotted', width: 1 },
              })),
            ],
          },
        },
      ],
    });
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(ref.current);
    const fit = () => chart.resize();
    window.addEventListener('beforeprint', fit);
    return () => {
      observer.disconnect();
      window.removeEventListener('beforeprint', fit);
      chart.dispose();
    };
  }, [words, name, points, target, marks, isDark]);
  return <div ref={ref} className="metrics-canvas" role="img" aria-label={words} />;
}
