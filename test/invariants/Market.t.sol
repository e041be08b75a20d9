// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Communities} from "../../contracts/Communities.sol";
import {Conduct} from "../../contracts/Conduct.sol";
import {Earnings} from "../../contracts/Earnings.sol";
import {Market} from "../../contracts/Market.sol";
import {Shop} from "../../contracts/Shop.sol";
import {WrappedTokenFactory} from "../../contracts/WrappedTokenFactory.sol";
import {IStash} from "../../contracts/interfaces/IStash.sol";
import {IToken} from "../../contracts/interfaces/IToken.sol";
import {MarketHandler} from "./support/MarketHandler.sol";
import {Operator} from "./support/Operator.sol";
import {Test} from "./support/Test.sol";
import {Winnings} from "./support/Winnings.sol";
import {vm} from "./support/Vm.sol";

/// What changes hands in the market: see README.md, M1 to M6.
/// forge-config: default.invariant.runs = 24
/// forge-config: default.invariant.depth = 200
contract MarketInvariants is Test {
    MarketHandler private _handler;
    Market private _market;
    Shop private _shop;
    Winnings private _winnings;

    function setUp() external {
        vm.warp(2_208_945_600);
        address forwarder = address(0xf0);
        Operator operator = new Operator();
        address custodian = address(operator);
        Communities communities =
            new Communities(forwarder, custodian, address(this), 0, new WrappedTokenFactory());
        Earnings earnings = new Earnings(forwarder, custodian, communities);
        Conduct conduct = new Conduct(forwarder, custodian, communities);
        _winnings = new Winnings();
        _shop = new Shop(forwarder, custodian, communities);
        _market = new Market(forwarder, custodian, communities, _shop, IStash(address(_winnings)));
        communities.addModule(address(earnings), "Earnings");
        communities.addModule(address(_shop), "Shop");
        communities.addModule(address(conduct), "Conduct");
        communities.addModule(address(_market), "Market");
        _handler = new MarketHandler(communities, earnings, _shop, conduct, _market, _winnings, operator);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_nothingIsLostAndTheMarketHoldsNothing() external view {
        for (uint256 i; i < _handler.TOKENS(); ++i) {
            address token = address(_handler.tokens(i));
            assertEq(IToken(token).balanceOf(address(_market)), 0, "tokens of the market");
            for (uint256 item = 1; item <= _handler.ITEMS(); ++item) {
                uint256 id = _shop.receiptOf(token, item);
                assertEq(_shop.balanceOf(address(_market), id), 0, "receipts of the market");
                uint256 receipts;
                for (uint256 j; j < _handler.MEMBERS(); ++j) {
                    receipts += _shop.balanceOf(_handler.memberAt(j), id);
                }
                assertEq(receipts, _handler.MEMBERS() * _handler.UNITS(), "receipts of all members");
            }
            for (uint256 nft = 1; nft <= _handler.NFTS(); ++nft) {
                (address owner,) = _winnings.ownerOf(_handler.collectionOf(i), nft);
                bool found;
                for (uint256 j; j < _handler.MEMBERS(); ++j) {
                    found = found || owner == _handler.memberAt(j);
                }
                require(found, "a collectible is nobody's");
            }
        }
    }

    function invariant_supplyFallsByTheFeesOfSalesAlone() external view {
        for (uint256 i; i < _handler.TOKENS(); ++i) {
            IToken token = _handler.tokens(i);
            uint256 balances;
            uint256 issued;
            for (uint256 j; j < _handler.MEMBERS(); ++j) {
                balances += token.balanceOf(_handler.memberAt(j));
                issued += token.standingOf(_handler.memberAt(j)).lifetimeEarned;
            }
            assertEq(token.totalSupply(), balances, "supply and balances");
            assertEq(token.totalSupply() + _handler.burned(i), issued, "supply, fees and earnings");
            assertLe(_market.feeOf(address(token)), 1_000, "fee");
        }
    }

    function invariant_anExchangeMovesWhatItSaysAndNothingElse() external view {
        require(!_handler.miscarried(), "something changed hands that was not in the terms, or did not");
    }

    function invariant_promisesHoldAsLongAsTheyStandAndNoLonger() external view {
        require(!_handler.brokeRule(), "something was done that had to be refused");
        require(!_handler.refusedWrongly(), "something was refused that was due");
    }

    function invariant_theOperatorPartsWithNoMoreThanTheCeiling() external view {
        require(!_handler.passedCeiling(), "the operator parted with more than a member's ceiling");
    }

    function invariant_noPowerServesAStranger() external view {
        require(!_handler.strangerSucceeded(), "a stranger did what only members or modules may");
    }
}
