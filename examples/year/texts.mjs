// What people say: some sentences for each subject, English and Chinese. Nobody is named in them.

export const TEXTS = {
  'dem-outage-status': [
    [
      'When will the power be back in {area}?', 'I only want to know how long the outage in {area} takes.',
      'No light for {hours} hours, and nobody says when it ends.', 'Please tell me when power is back, I have called before.',
      'The app shows no restoration time for {area}.', 'Is a crew on its way to {area}? When is it done?',
      'Send me a message when the power is back.',
    ],
    [
      '{area}什么时候来电？', '只想知道{area}停电还要多久。', '已经停了{hours}个小时，没人告诉我几点恢复。', '复电时间能不能发短信告诉我？',
      '第二次打电话了，请问{area}几点来电？', '应用里查不到{area}的复电时间。', '抢修人员到{area}了吗？大概什么时候修好？',
    ],
  ],
  'dem-one-ask': [
    ['I gave my address to the robot and had to give it again.', 'You asked for my account number three times in one call.', 'Why do I repeat everything after being connected?'],
    ['机器人问过地址，人工又问一遍。', '一通电话里户号报了三次。', '转接之后又要从头说一遍。'],
  ],
  'dem-full-order': [
    ['The order had no way in, we turned round.', 'Wrong kind of order, we had the wrong ladder with us.', 'Two orders for the same transformer in {area}.'],
    ['工单没有写进入方式，白跑一趟。', '工单类型不对，工具带错了。', '{area}同一台变压器派了两张工单。'],
  ],
  'dem-voice-bot': [
    ['A robot could take the plain reports at night.', 'Let a machine register outages while we are all busy.'],
    ['夜里简单报修可以让机器人受理。', '话务高峰时希望机器先登记停电。'],
  ],
  'dem-full-check': [
    ['Only bad calls of mine were picked this month.', 'Four calls a month say nothing about my work.'],
    ['这个月抽到的都是难处理的通话。', '一个月只听四通，不公平。'],
  ],
  'dem-one-kb': [
    ['Two articles say different deposits for a new meter.', 'The provincial base says ten days, ours says seven.', 'Which of the two answers is right?'],
    ['两个知识库押金说法不一样。', '省库写十天，我们写七天。', '同一个问题两个答案，听哪个？'],
  ],
  'dem-reading': [
    ['On which day did I use that much?', 'I want to see my use of each day in the app.', 'The bill doubled, show me the days.'],
    ['哪一天用了这么多电？', '希望在应用里看到每天的用电量。', '电费翻倍，想看每日电量。'],
  ],
  fault: [
    ['No power in {area} since this morning.', 'A line is down on the road in {area}.', 'Half of the house is dark in {area}.', 'The lamp in front of the transformer sparks.', 'Voltage goes up and down in {area}.'],
    ['{area}从早上开始没电。', '{area}路边电线掉下来了。', '{area}家里一半没电。', '变压器旁边有火花。', '{area}电压忽高忽低。'],
  ],
  bill: [
    ['Why is the bill of this month higher?', 'Which tariff am I in?', 'I paid and the bill still says unpaid.', 'How do I get an invoice?'],
    ['这个月电费为什么多了？', '我家是什么电价？', '已经缴费还显示欠费。', '怎么开电子发票？'],
  ],
  connect: [
    ['I need a connection for a charging point in {area}.', 'What papers does a new meter need?', 'More power for the workshop in {area}, please.'],
    ['{area}要装充电桩，怎么申请？', '新装电表要哪些材料？', '{area}小作坊要增容。'],
  ],
  visit: [
    ['The crew did not come at the promised time.', 'I waited at home for {hours} hours for the technician.'],
    ['说好上门时间，没人来。', '在家等了{hours}个小时，师傅没到。'],
  ],
};
