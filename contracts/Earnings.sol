// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ICommunities} from "./interfaces/ICommunities.sol";
import {IEarnings} from "./interfaces/IEarnings.sol";
import {IToken} from "./interfaces/IToken.sol";
import {ITokenCore} from "./interfaces/ITokenCore.sol";
import {CapRoom} from "./libraries/CapRoom.sol";
import {MemberWord} from "./libraries/MemberWord.sol";
import {Roles} from "./libraries/Roles.sol";
import {Streak} from "./libraries/Streak.sol";
import {TwoForwarders} from "./libraries/TwoForwarders.sol";

contract Earnings is IEarnings, TwoForwarders {
    using Address for address;
    using Math for uint256;

    /// @dev {IToken-Rates} without `seasonBps`, and what makes it up; three slots are read for each settlement.
    struct Community {
        uint256 rewards;
        uint64 limits;
        uint64 streakBps;
        uint64 tierBps;
        uint32 registration;
        uint32 weekendBps;
        // Third slot.
        uint32 daily;
        bool grace;
        bool counted;
        uint8 seasonCount;
        mapping(uint256 number => Season) seasons;
        mapping(address reporter => uint64) settlements;
    }

    /// @dev One slot. Seconds, and unix days.
    struct Times {
        uint40 claimed;
        uint32 weekly;
        uint32 monthly;
        uint32 decayed;
    }

    /// @dev One slot, earning units.
    struct Budget {
        uint16 day;
        uint128 spent;
    }

    uint32 private constant ONE = 10_000;
    uint256 private constant WEEK_STREAK = 7;
    uint256 private constant MONTH = 30;
    uint256 private constant MONTH_ACTIVE = 20;
    uint256 private constant FRIEND_ACTIVE = 3;
    uint256 private constant MAX_DECAY = 5_000;
    uint256 private constant MAX_IDLE_WEEKS = 4;
    uint256 private constant MAX_LIST = 100;
    /// @dev Each settlement reads every season.
    uint256 private constant MAX_SEASONS = 16;

    ICommunities public immutable communities;

    mapping(address token => Community) private _communities;
    mapping(address token => Milestones) private _milestones;
    mapping(address token => Decay) private _decays;
    mapping(address token => mapping(address member => Times)) private _times;
    mapping(address token => mapping(address admin => Budget)) private _budgets;
    mapping(address token => mapping(address friend => address)) public invitedBy;

    modifier onlyAdmin(address token) {
        address caller = _msgSender();
        require(communities.hasRole(token, caller, Roles.ADMIN), EarningsNotAdmin(token, caller));
        _;
    }

    constructor(address forwarder, address custodian_, ICommunities communities_) TwoForwarders(forwarder, custodian_) {
        communities = communities_;
    }

    /// @inheritdoc IEarnings
    function setRates(address token, IToken.Rates calldata rates) external onlyAdmin(token) {
        // A multiplier of 0 would pay nothing without a word, a limit that nobody counts would hold nobody.
        require(_allSet(rates.streakBps), EarningsBadRates("streakBps"));
        require(_allSet(rates.tierBps), EarningsBadRates("tierBps"));
        require(rates.counted || rates.limits == 0, EarningsBadRates("limits"));
        Community storage community = _communities[token];
        community.rewards = rates.rewards;
        community.limits = rates.limits;
        community.streakBps = rates.streakBps;
        community.tierBps = rates.tierBps;
        community.registration = rates.registration;
        community.daily = rates.daily;
        community.grace = rates.grace;
        community.counted = rates.counted;
        emit RatesSet(token, rates);
    }

    /// @inheritdoc IEarnings
    function setSeason(address token, uint256 season, Season calldata window) external onlyAdmin(token) {
        require(window.opens <= window.closes, EarningsBadSeason("closes"));
        require(window.bps != 0, EarningsBadSeason("bps"));
        require(season < MAX_SEASONS, EarningsTooManySeasons(MAX_SEASONS));
        Community storage community = _communities[token];
        uint8 count = community.seasonCount;
        require(season <= count, EarningsBadSeason("number"));
        if (season == count) community.seasonCount = count + 1;
        community.seasons[season] = window;
        emit SeasonSet(token, season, window);
    }

    /// @inheritdoc IEarnings
    function setWeekend(address token, uint32 bps) external onlyAdmin(token) {
        _communities[token].weekendBps = bps;
        emit WeekendSet(token, bps);
    }

    /// @inheritdoc IEarnings
    function settle(address token, uint64 settlement, uint256[] calldata reports) external {
        address reporter = _msgSender();
        require(communities.hasRole(token, reporter, Roles.REPORTER), EarningsNotReporter(token, reporter));
        require(reports.length != 0, EarningsNothing());
        Community storage community = _communities[token];
        uint64 expected = community.settlements[reporter];
        require(settlement == expected, EarningsBadSettlement(expected));
        community.settlements[reporter] = expected + 1;
        // The token's Transfers shall stand before the event, hence the call first; the count above stops a second entry.
        bytes memory paid = token.functionCall(abi.encodeCall(ITokenCore.settle, (reports, ratesOf(token))));
        // emit Settled(token, reporter, settlement, paid): the token's answer (0x20 | length | words) becomes the event's
        // data (settlement | 0x40 | length | words) in place. Decoding and encoding it again would cost 120 gas a member.
        bytes32 topic = Settled.selector;
        assembly ("memory-safe") {
            let size := add(mload(paid), 0x20)
            mstore(paid, settlement)
            mstore(add(paid, 0x20), 0x40)
            log3(paid, size, topic, token, reporter)
        }
    }

    /// @inheritdoc IEarnings
    function claimDaily(address token) external {
        address member = _msgSender();
        IToken.Rates memory rates = ratesOf(token);
        // Also where `token` is no community: only an admin of one can set a reward.
        require(rates.daily != 0, EarningsNothing());
        if (_milestones[token].rolling) {
            Times storage times = _times[token][member];
            uint256 from = uint256(times.claimed) + 24 hours;
            require(block.timestamp >= from, EarningsTooEarly(from));
            times.claimed = uint40(block.timestamp);
        }
        (uint256 paid, uint256 streak) = IToken(token).claimDaily(member, rates);
        emit DailyClaimed(token, member, paid, streak);
    }

    // ── Beyond activity ────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IEarnings
    function setMilestones(address token, Milestones calldata milestones) external onlyAdmin(token) {
        _milestones[token] = milestones;
        emit MilestonesSet(token, milestones);
    }

    /// @inheritdoc IEarnings
    function setDecay(address token, Decay calldata decay_) external onlyAdmin(token) {
        if (decay_.bps != 0) {
            require(decay_.bps <= MAX_DECAY, EarningsBadDecay("bps"));
            require(decay_.idleWeeks != 0 && decay_.idleWeeks <= MAX_IDLE_WEEKS, EarningsBadDecay("idleWeeks"));
            require(IToken(token).clawback(), EarningsBadDecay("clawback"));
        }
        _decays[token] = decay_;
        emit DecaySet(token, decay_);
    }

    /// @inheritdoc IEarnings
    function claimWeeklyStreak(address token) external {
        address member = _msgSender();
        Times storage times = _times[token][member];
        uint256 reward = _milestones[token].weeklyStreak;
        require(reward != 0, EarningsNothing());
        uint256 streak = IToken(token).standingOf(member).streak;
        require(streak >= WEEK_STREAK, EarningsNotReached(streak, WEEK_STREAK));
        times.weekly = _nextDay(times.weekly, WEEK_STREAK);
        emit WeeklyStreakClaimed(token, member, _payWhole(token, member, reward));
    }

    /// @inheritdoc IEarnings
    function claimMonthlyActive(address token) external {
        address member = _msgSender();
        Times storage times = _times[token][member];
        uint256 reward = _milestones[token].monthlyActive;
        require(reward != 0, EarningsNothing());
        uint256 days_ = Streak.count(IToken(token).standingOf(member).activeDays & ((1 << MONTH) - 1));
        require(days_ >= MONTH_ACTIVE, EarningsNotReached(days_, MONTH_ACTIVE));
        times.monthly = _nextDay(times.monthly, MONTH);
        emit MonthlyActiveClaimed(token, member, _payWhole(token, member, reward));
    }

    /// @inheritdoc IEarnings
    function rewardInvite(address token, address inviter, address friend) external {
        address reporter = _msgSender();
        require(communities.hasRole(token, reporter, Roles.REPORTER), EarningsNotReporter(token, reporter));
        uint256 reward = _milestones[token].invite;
        require(reward != 0, EarningsNothing());
        require(inviter != friend && inviter != address(0), EarningsBadInvite(inviter, friend));
        require(invitedBy[token][friend] == address(0), EarningsInvited(friend, invitedBy[token][friend]));
        IToken.Standing memory standing = IToken(token).standingOf(friend);
        require(standing.registered, EarningsNotRegistered(friend));
        uint256 days_ = Streak.count(standing.activeDays);
        require(days_ >= FRIEND_ACTIVE, EarningsNotReached(days_, FRIEND_ACTIVE));
        invitedBy[token][friend] = inviter;
        emit InviteRewarded(token, inviter, friend, _payWhole(token, inviter, reward));
    }

    /// @inheritdoc IEarnings
    function award(address token, address member, uint256 amount, bytes32 reasonHash) external onlyAdmin(token) {
        require(amount != 0, EarningsNothing());
        _spendBudget(token, amount);
        IToken(token).award(member, amount);
        emit Awarded(token, member, amount, _msgSender(), reasonHash);
    }

    /// @inheritdoc IEarnings
    function deduct(address token, address member, uint256 amount, bytes32 reasonHash) external onlyAdmin(token) {
        require(amount != 0, EarningsNothing());
        _deduct(token, member, amount, reasonHash);
    }

    /// @inheritdoc IEarnings
    function setLower(address token, address member, uint256 balance, bytes32 reasonHash) external onlyAdmin(token) {
        uint256 held = IToken(token).balanceOf(member);
        require(held > balance, EarningsNotLower(held));
        _deduct(token, member, held - balance, reasonHash);
    }

    /// @inheritdoc IEarnings
    function decay(address token, address[] calldata members) external {
        require(members.length <= MAX_LIST, EarningsTooMany(MAX_LIST));
        Decay memory policy = _decays[token];
        require(policy.bps != 0, EarningsNothing());
        // Nobody can be active meanwhile, and an admin may end the decay before the pause ends.
        require(!IToken(token).paused(), EarningsPaused());
        uint32 today = uint32(block.timestamp / 1 days);
        // Bit n of the bitmap: active n days ago.
        uint256 idle = (1 << (7 * uint256(policy.idleWeeks))) - 1;
        for (uint256 i; i < members.length; ++i) {
            address member = members[i];
            Times storage times = _times[token][member];
            IToken.Standing memory standing = IToken(token).standingOf(member);
            if (!standing.registered || standing.activeDays & idle != 0 || today < times.decayed + 7) continue;
            times.decayed = today;
            uint256 amount = IToken(token).claw(member, standing.balance * policy.bps / ONE);
            emit Decayed(token, member, amount);
        }
    }

    /// @inheritdoc IEarnings
    function milestonesOf(address token) external view returns (Milestones memory) {
        return _milestones[token];
    }

    /// @inheritdoc IEarnings
    function decayOf(address token) external view returns (Decay memory) {
        return _decays[token];
    }

    /// @inheritdoc IEarnings
    function summaryOf(address token, address member) external view returns (EarningSummary memory s) {
        IToken t = IToken(token);
        IToken.Standing memory standing = t.standingOf(member);
        (s.earnedToday, s.earnedThisWeek, s.streak) = (standing.earnedToday, standing.earnedThisWeek, standing.streak);
        _summariseCaps(t, s);
        s.suspendedUntil = t.suspendedUntil(member);
        s.left = s.leftToday.min(s.leftThisWeek).min(s.communityLeft).min(s.issuable);
        s.capReached = s.left < t.unit() || block.timestamp < s.suspendedUntil;
        (, s.counts) = t.countsOf(member);
        IToken.Rates memory rates = ratesOf(token);
        for (uint256 i; i < 8; ++i) {
            s.limits[i] = uint8(rates.limits >> (8 * i));
        }
        s.multiplierBps = _streakBps(s.streak, rates.streakBps) * uint16(rates.tierBps >> (16 * standing.tier))
            * rates.seasonBps / 1e8;
        if (standing.claimedToday) s.nextDailyAt = (block.timestamp / 1 days + 1) * 1 days;
        uint256 claimed = _times[token][member].claimed;
        if (_milestones[token].rolling && claimed != 0) s.nextDailyAt = s.nextDailyAt.max(claimed + 24 hours);
    }

    /// @inheritdoc IEarnings
    function nextSettlement(address token, address reporter) external view returns (uint64) {
        return _communities[token].settlements[reporter];
    }

    /// @inheritdoc IEarnings
    function ratesOf(address token) public view returns (IToken.Rates memory rates) {
        Community storage community = _communities[token];
        rates.rewards = community.rewards;
        rates.limits = community.limits;
        rates.streakBps = community.streakBps;
        rates.tierBps = community.tierBps;
        rates.registration = community.registration;
        rates.daily = community.daily;
        rates.grace = community.grace;
        rates.counted = community.counted;
        rates.seasonBps = _seasonBps(community, community.weekendBps, community.seasonCount);
    }

    /// @inheritdoc IEarnings
    function seasonsOf(address token) external view returns (Season[] memory seasons) {
        Community storage community = _communities[token];
        seasons = new Season[](community.seasonCount);
        for (uint256 i; i < seasons.length; ++i) {
            seasons[i] = community.seasons[i];
        }
    }

    /// @dev Pays all of `units`, or reverts and says what is left.
    /// @return reward base units
    function _payWhole(address token, address member, uint256 units) private returns (uint256 reward) {
        uint256 until = IToken(token).suspendedUntil(member);
        require(block.timestamp >= until, EarningsSuspended(until));
        reward = units * IToken(token).unit();
        uint256 paid = IToken(token).earn(member, reward);
        // No require, which would ask for the moment also where all is paid.
        if (paid != reward) {
            uint256 from = CapRoom.opensAt(IToken(token), member, reward, reward - paid);
            revert EarningsCapReached(paid, reward, from);
        }
    }

    /// @param last unix day of the last one; 0: never
    /// @return today the day, if so many have passed
    function _nextDay(uint32 last, uint256 pause) private view returns (uint32 today) {
        today = uint32(block.timestamp / 1 days);
        uint256 from = last + pause;
        require(last == 0 || today >= from, EarningsTooEarly(from * 1 days));
    }

    function _deduct(address token, address member, uint256 amount, bytes32 reasonHash) private {
        uint256 taken = IToken(token).claw(member, amount);
        if (_isCustodial()) _spendBudget(token, taken);
        emit Deducted(token, member, taken, _msgSender(), reasonHash);
    }

    /// @dev Counts an amount against what the caller may award today.
    function _spendBudget(address token, uint256 amount) private {
        uint256 unit = IToken(token).unit();
        uint256 most = _milestones[token].awardBudget;
        if (most == 0) most = IToken(token).caps().communityDay / 10;
        Budget storage budget = _budgets[token][_msgSender()];
        uint16 today = uint16(block.timestamp / 1 days);
        uint256 spent = budget.day == today ? budget.spent : 0;
        uint256 left = most.saturatingSub(spent);
        uint256 units = amount.ceilDiv(unit);
        require(units <= left, EarningsAwardBudget(left * unit));
        (budget.day, budget.spent) = (today, uint128(spent + units));
    }

    function _summariseCaps(IToken t, EarningSummary memory s) private view {
        ICommunities.Caps memory caps = t.caps();
        uint256 unit = t.unit();
        (uint256 issued,) = t.today();
        uint256 day = caps.memberDay == 0 ? MemberWord.MAX_TODAY : caps.memberDay;
        uint256 week = caps.memberWeek == 0 ? MemberWord.MAX_WEEK : caps.memberWeek;
        s.leftToday = (day * unit).saturatingSub(s.earnedToday);
        s.leftThisWeek = (week * unit).saturatingSub(s.earnedThisWeek);
        s.communityLeft = (caps.communityDay * unit).saturatingSub(issued);
        s.issuable = t.issuable();
    }

    function _streakBps(uint256 streak, uint64 bps) private pure returns (uint256) {
        if (streak < 3) return ONE;
        uint256 step = streak < 7 ? 0 : streak < 14 ? 1 : streak < 30 ? 2 : 3;
        return uint16(bps >> (16 * step));
    }

    /// @dev The product of the weekend and all seasons open now, at most the greatest uint32.
    function _seasonBps(Community storage community, uint256 weekend, uint256 count) private view returns (uint32) {
        uint256 bps = ONE;
        // Unix day 0 was a Thursday: counted from Monday, 5 and 6 are Saturday and Sunday.
        if (weekend != 0 && (block.timestamp / 1 days + 3) % 7 >= 5) bps = weekend;
        for (uint256 i; i < count; ++i) {
            Season memory season = community.seasons[i];
            if (block.timestamp >= season.opens && block.timestamp < season.closes) {
                bps = bps * season.bps / ONE;
                if (bps > type(uint32).max) bps = type(uint32).max;
            }
        }
        return uint32(bps);
    }

    /// @dev Whether none of 4 x uint16 is 0.
    function _allSet(uint64 bps) private pure returns (bool) {
        return uint16(bps) != 0 && uint16(bps >> 16) != 0 && uint16(bps >> 32) != 0 && uint16(bps >> 48) != 0;
    }
}
