// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IToken} from "./IToken.sol";

/// @title Earnings
/// @notice What activity is worth, and when it is paid. Reports say how often a member did what; this module and the
/// token decide what that earns.
interface IEarnings {
    /// @notice The counted activities; the number is the byte's place in a report.
    enum Activity {
        SendMessage,
        ShareFile,
        CreateRoom,
        JoinRoom,
        PopularMessage,
        HelpfulContent,
        MediaShared,
        ModerateRoom
    }

    /// @notice A time in which earnings multiply.
    /// @param opens,closes unix seconds, half-open
    /// @param bps basis points, 10,000 = 1
    struct Season {
        uint48 opens;
        uint48 closes;
        uint32 bps;
    }

    /// @notice Rewards beyond activity, in earning units; 0: none.
    struct Milestones {
        /// For a streak of 7 days, once in 7 days.
        uint32 weeklyStreak;
        /// For activity on 20 of the last 30 days, once in 30 days.
        uint32 monthlyActive;
        /// For bringing a friend, once the friend was active on 3 days.
        uint32 invite;
        /// Whether 24 hours must lie between daily claims, beside the UTC day.
        bool rolling;
        /// What one admin may award in a UTC day, 0: a tenth of the community's day cap. It bounds what the operator deducts
        /// for an admin too.
        uint64 awardBudget;
    }

    /// @notice What idle balances lose. Only in communities created with clawback.
    struct Decay {
        /// Basis points of the balance in a week, at most 5,000. 0: none.
        uint16 bps;
        /// Weeks without any activity before the first loss, 1 to 4.
        uint8 idleWeeks;
    }

    /// @notice What a member can still earn, base units unless named otherwise; without a cap the most that fits.
    struct EarningSummary {
        uint256 earnedToday;
        uint256 earnedThisWeek;
        /// Left of the member's caps, of the community's day and of what may exist.
        uint256 leftToday;
        uint256 leftThisWeek;
        uint256 communityLeft;
        uint256 issuable;
        /// The least of these four.
        uint256 left;
        /// Nothing is left, or the member is suspended.
        bool capReached;
        /// By activity: counted today, and the day's limit; 0: none.
        uint8[8] counts;
        uint8[8] limits;
        uint256 streak;
        /// Of an activity counted now: streak times tier times seasons, basis points.
        uint256 multiplierBps;
        /// Unix seconds from which a daily reward can be claimed.
        uint256 nextDailyAt;
        uint256 suspendedUntil;
    }

    event MilestonesSet(address indexed token, Milestones milestones);
    event DecaySet(address indexed token, Decay decay);
    event WeeklyStreakClaimed(address indexed token, address indexed member, uint256 amount);
    event MonthlyActiveClaimed(address indexed token, address indexed member, uint256 amount);
    event InviteRewarded(address indexed token, address indexed inviter, address indexed friend, uint256 amount);
    event Awarded(address indexed token, address indexed member, uint256 amount, address by, bytes32 reasonHash);
    /// @param amount base units taken; less than asked for where the member had less
    event Deducted(address indexed token, address indexed member, uint256 amount, address by, bytes32 reasonHash);
    event Decayed(address indexed token, address indexed member, uint256 amount);

    event RatesSet(address indexed token, IToken.Rates rates);
    event SeasonSet(address indexed token, uint256 indexed season, Season window);
    event WeekendSet(address indexed token, uint32 bps);
    /// @param paid one word per report: member:160 | accepted counts:8x8 | paid:32 (earning units). The token's
    /// `Transfer`s of the same members stand before this event in the same order, those of nothing paid left out.
    event Settled(address indexed token, address indexed reporter, uint64 settlement, uint256[] paid);
    event DailyClaimed(address indexed token, address indexed member, uint256 amount, uint256 streak);

    error EarningsNotReporter(address token, address caller);
    error EarningsNotAdmin(address token, address caller);
    error EarningsBadSettlement(uint64 expected);
    /// @param field of {IToken-Rates} that is out of bounds, or does not go with another
    error EarningsBadRates(string field);
    /// @param field of {Season} that is out of bounds, or `number`, where one before it is not set
    error EarningsBadSeason(string field);
    error EarningsTooManySeasons(uint256 most);
    error EarningsNothing();
    /// @param field of {Decay} that is out of bounds, or the clawback that the community gave up
    error EarningsBadDecay(string field);
    /// @param from unix seconds
    error EarningsTooEarly(uint256 from);
    error EarningsNotReached(uint256 days_, uint256 needed);
    error EarningsSuspended(uint256 until);
    /// @notice The caps leave less than the reward: nothing is lost.
    /// @param left base units
    /// @param from unix seconds from which it fits, as far as the member's caps tell; 0: not by waiting
    error EarningsCapReached(uint256 left, uint256 reward, uint256 from);
    error EarningsBadInvite(address inviter, address friend);
    error EarningsInvited(address friend, address inviter);
    error EarningsNotRegistered(address member);
    /// @param left base units that the caller may still award today
    error EarningsAwardBudget(uint256 left);
    error EarningsNotLower(uint256 balance);
    error EarningsTooMany(uint256 most);
    error EarningsPaused();

    /// @notice Sets what activities are worth. Admin or owner. `seasonBps` is ignored: seasons have their own calls.
    function setRates(address token, IToken.Rates calldata rates) external;
    /// @notice Adds a season, or replaces the one of that number. Admin or owner. Seasons open at once multiply.
    function setSeason(address token, uint256 season, Season calldata window) external;
    /// @notice Multiplier of Saturdays and Sundays, UTC; 10,000 or 0 for none. Admin or owner.
    function setWeekend(address token, uint32 bps) external;

    /// @notice Pays a batch of reports. Reporters only; each reporter counts its own settlements, so a batch sent twice
    /// pays once.
    /// @param settlement the caller's {nextSettlement}
    /// @param reports member:160 | counts:8x8 | flags:32 (bit 0: registration)
    function settle(address token, uint64 settlement, uint256[] calldata reports) external;
    /// @notice Pays the caller's daily reward, once a UTC day, with streak, tier and season multipliers.
    function claimDaily(address token) external;

    /// @notice Sets the rewards beyond activity. Admin or owner.
    function setMilestones(address token, Milestones calldata milestones) external;
    /// @notice Sets what idle balances lose. Admin or owner.
    function setDecay(address token, Decay calldata decay_) external;
    /// @notice Pays the caller for a streak of 7 days, once in 7 days: in full, inside the caps, without multipliers.
    function claimWeeklyStreak(address token) external;
    /// @notice Pays the caller for activity on 20 of the last 30 days, once in 30 days, as {claimWeeklyStreak} pays.
    function claimMonthlyActive(address token) external;
    /// @notice Pays the member who brought a friend, once a friend, as {claimWeeklyStreak} pays. Reporters only; the friend
    /// is registered and was active on 3 of the last 32 days.
    function rewardInvite(address token, address inviter, address friend) external;
    /// @notice Issues tokens to a member outside the member's caps, inside the community's and the admin's own of the day.
    /// Admin or owner.
    function award(address token, address member, uint256 amount, bytes32 reasonHash) external;
    /// @notice Takes up to `amount` from a member, in communities created with clawback. Admin or owner; through the operator
    /// no more in a day than may be awarded.
    function deduct(address token, address member, uint256 amount, bytes32 reasonHash) external;
    /// @notice Takes what a member has above `balance`. As {deduct}.
    function setLower(address token, address member, uint256 balance, bytes32 reasonHash) external;
    /// @notice Takes the week's decay from idle members, up to 100 at a time. Anybody. Only who is registered, was not active
    /// in the weeks that the policy names, and lost nothing in the last 7 days; others are passed over. Not while
    /// paused, when nobody can be active.
    function decay(address token, address[] calldata members) external;

    function milestonesOf(address token) external view returns (Milestones memory);
    function decayOf(address token) external view returns (Decay memory);
    /// @notice Who was paid for bringing this member; zero: nobody.
    function invitedBy(address token, address friend) external view returns (address);
    function summaryOf(address token, address member) external view returns (EarningSummary memory);
    function nextSettlement(address token, address reporter) external view returns (uint64);
    /// @notice The rates in force at this block's time, season included.
    function ratesOf(address token) external view returns (IToken.Rates memory);
    function seasonsOf(address token) external view returns (Season[] memory);
}
