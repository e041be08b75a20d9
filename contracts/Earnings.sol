// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {ICommunities} from "./interfaces/ICommunities.sol";
import {IEarnings} from "./interfaces/IEarnings.sol";
import {IToken} from "./interfaces/IToken.sol";
import {ITokenCore} from "./interfaces/ITokenCore.sol";
import {Roles} from "./libraries/Roles.sol";
import {TwoForwarders} from "./libraries/TwoForwarders.sol";

contract Earnings is IEarnings, TwoForwarders {
    using Address for address;

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

    uint32 private constant ONE = 10_000;
    /// @dev Each settlement reads every season.
    uint256 private constant MAX_SEASONS = 16;

    ICommunities public immutable communities;

    mapping(address token => Community) private _communities;

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
        require(
            _allSet(rates.streakBps) && _allSet(rates.tierBps) && (rates.counted || rates.limits == 0), EarningsBadRates()
        );
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
        require(window.opens <= window.closes && window.bps != 0, EarningsBadSeason());
        require(season < MAX_SEASONS, EarningsTooManySeasons(MAX_SEASONS));
        Community storage community = _communities[token];
        uint8 count = community.seasonCount;
        require(season <= count, EarningsBadSeason());
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
        (uint256 paid, uint256 streak) = IToken(token).claimDaily(member, rates);
        emit DailyClaimed(token, member, paid, streak);
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
